export default {
  /** @param {{model: any, el: HTMLElement}} context */
  async render(context) {
    const { model, el } = context;
    const fetch = (/** @type {string} */ id) => model.widget_manager.get_model(id);
    const ask = () => {
      el.textContent = "Not here yet. If it stays so, run its cell again, or reload the page.";
      model.send({ kind: "files" });
      return new Promise((come) =>
        model.on("msg:custom", (/** @type {any} */ { files }) => files && come([files])),
      );
    };
    const parcels = await Promise.all(model.get("_parcels").map(fetch))
      .then((found) => found.map((one) => one.get("files")))
      .catch(ask);
    const files = Object.assign({}, ...parcels);
    const script = files["loader.js"];
    /** @type {any} */
    const page = globalThis;
    page.withinScope ??= {};
    page.withinScope[script] ??= import(
      URL.createObjectURL(new Blob([script], { type: "text/javascript" }))
    );
    return (await page.withinScope[script]).show(files, context);
  },
};
