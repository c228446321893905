/**
 * Makes modules of the files that came with a page's widgets. It runs once a page: what several
 * views import is one module, and one style sheet, for all of them.
 */

/** @type {Map<string, string>} the address of each module, by its text */
const urls = new Map();

/**
 * Show a widget's view.
 * @param {Record<string, string>} files by their names
 * @param {{model: any, el: HTMLElement}} context of the widget
 * @returns {Promise<() => void>} ends the view
 */
export async function show(files, context) {
  for (const [name, text] of Object.entries(files)) {
    if (name.endsWith(".css")) putSheet(`ws-style-${name.replace(".css", "")}`, text);
  }
  const { view } = await import(urlOf(`${context.model.get("_script")}.js`, files));
  await makeHear(context.model).catch(() => {}); // a front end whose models are made otherwise
  context.el.replaceChildren();
  return view.render(context);
}

/**
 * Have a widget hear its kernel. anywidget takes no message, ever, for a model whose module took
 * over two seconds to come, though its view is shown: what the kernel says of an answer would be
 * lost. Such a model takes its messages as ipywidgets does, and asks for what it has missed.
 * @param {any} model as anywidget hands it on, which is a part of the model itself
 */
async function makeHear(model) {
  const own = await model.widget_manager.get_model(model.get("_own"));
  const nothing = { content: { data: { method: "update", state: {} } } };
  const hears = await own._handle_comm_msg(nothing).then(
    () => true,
    () => false,
  );
  if (hears) return;
  const anyWidget = Object.getPrototypeOf(own);
  const { _handle_comm_msg: take } = Object.getPrototypeOf(anyWidget);
  own.comm.on_msg(take.bind(own));
  own.comm.send({ method: "request_state" });
}

/**
 * A module's address. What it imports has one too, which takes the place of the file's name.
 * @param {string} name
 * @param {Record<string, string>} files
 * @returns {string}
 */
function urlOf(name, files) {
  const text = files[name].replace(
    /(?<= from ")\.\/(\w+\.js)(?=";$)/gm,
    (/** @type {string} */ _, /** @type {string} */ imported) => urlOf(imported, files),
  );
  const url = urls.get(text) ?? addressOf(text);
  urls.set(text, url);
  return url;
}

/** @param {string} text */
function addressOf(text) {
  return URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
}

/** Put a style sheet on the page, once. @param {string} id @param {string} text */
function putSheet(id, text) {
  const sheet = document.getElementById(id) ?? document.createElement("style");
  sheet.id = id;
  if (sheet.textContent !== text) sheet.textContent = text;
  if (!sheet.isConnected) document.head.append(sheet);
}
