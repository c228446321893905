// What the course's front end uses of JupyterLab, Notebook 7 and Lumino, and no more: all that could
// break with a new version of theirs. For the type checker alone; nothing loads this file.

declare namespace Jupyter {
  interface Signal<Args = unknown, Sender = any> {
    connect(slot: (sender: Sender, args: Args) => void): boolean;
    disconnect(slot: (sender: Sender, args: any) => void, thisArg?: unknown): boolean;
    emit(args: Args): void;
  }

  /** Lumino's. */
  interface Widget {
    readonly id: string;
    readonly node: HTMLElement;
    readonly isHidden: boolean;
    readonly isVisible: boolean;
    readonly isDisposed: boolean;
    readonly disposed: Signal<void>;
    children(): Iterable<Widget>;
    hasClass(name: string): boolean;
    addClass(name: string): void;
    removeClass(name: string): void;
    show(): void;
    hide(): void;
    setHidden(hidden: boolean): void;
    dispose(): void;
  }
  type WidgetClass = new (options?: { node: HTMLElement }) => Widget;

  interface Shell extends Widget {
    readonly currentWidget: NotebookPanel | null;
    readonly currentChanged: Signal;
    activateById(id: string): void;
  }
  /** JupyterLab's shell; Notebook 7's lacks all of this. */
  interface LabShell extends Shell {
    mode: string;
    readonly currentPathChanged: Signal<{ oldValue: string; newValue: string }>;
    collapseLeft(): void;
    collapseRight(): void;
  }
  interface App {
    readonly shell: Shell;
    readonly restored: Promise<void>;
    readonly commands: {
      execute(id: string): Promise<unknown>;
      readonly commandExecuted: Signal<{ id: string; result: Promise<unknown> }>;
    };
    readonly serviceManager: {
      contents: Contents;
      sessions: { refreshRunning(): Promise<void> };
    };
  }

  /** One output of a cell, as nbformat has it. */
  interface Output {
    data?: Record<string, unknown>;
    [more: string]: unknown;
  }
  interface Outputs {
    readonly changed: Signal;
    toJSON(): Output[];
    fromJSON(outputs: Output[]): void;
  }
  interface CellModel {
    readonly id: string;
    readonly type: string;
    trusted: boolean;
    /** Code cells alone have outputs; see `codeCells`. */
    readonly outputs: Outputs;
    readonly sharedModel: { getSource(): string; setSource(source: string): void };
    mimeType: string;
  }
  /** Whatever can be asked of one. */
  type Editor = Record<PropertyKey, any>;
  interface EditorOptions {
    readonly model: object;
    readonly host: HTMLElement;
    readonly uuid?: string;
    readonly config?: Record<string, unknown>;
  }
  interface Cell extends Widget {
    readonly model: CellModel;
    /** What makes its parts, its editor among them, when it is drawn. */
    contentFactory: { readonly editorFactory: (options: EditorOptions) => Editor };
    readonly outputArea: { node: HTMLElement };
    readonly dataset: DOMStringMap;
    readonly ready: Promise<void>;
    /** Whether it is still to be drawn. */
    isPlaceholder(): boolean;
  }
  interface CodeCellClass {
    execute(
      cell: Cell,
      context: SessionContext,
      metadata: object,
    ): Promise<{ content: { status: string } } | undefined>;
  }
  interface NotebookModel {
    readonly cells: Iterable<CellModel>;
    readonly dirty: boolean;
    readonly defaultKernelName: string;
    readonly contentChanged: Signal;
    getMetadata(key: string): unknown;
  }
  interface Notebook extends Widget {
    readonly widgets: readonly Cell[];
    readonly viewportNode?: HTMLElement;
    readonly outerNode?: HTMLElement;
    readonly codeMimetype: string;
    readonly layout: { insertWidget(index: number, cell: Cell): void };
    readonly model: NotebookModel | null;
    notebookConfig: { windowingMode: string };
  }

  interface KernelPreference {
    name?: string;
    shouldStart?: boolean;
  }
  interface SessionContext {
    readonly ready: Promise<void>;
    readonly isDisposed: boolean;
    readonly session: { id: string; kernel: Kernel | null } | null;
    readonly sessionManager: { shutdown(id: string): Promise<void> };
    readonly statusChanged: Signal<string>;
    readonly connectionStatusChanged: Signal<string>;
    readonly sessionChanged: Signal<{ newValue: unknown }>;
    kernelPreference: KernelPreference;
    initialize(): Promise<boolean>;
    startKernel(): Promise<boolean>;
    shutdown(): Promise<void>;
  }
  interface Kernel {
    reconnect(): Promise<void>;
    requestExecute(content: {
      code: string;
      silent: boolean;
      store_history: boolean;
      user_expressions?: Record<string, string>;
    }): { done: Promise<{ content: any }>; onIOPub: (message: { content: any }) => void };
  }

  type Write = (...args: unknown[]) => Promise<void>;
  interface DocumentContext {
    readonly path: string;
    readonly localPath?: string;
    readonly ready: Promise<void>;
    readonly isReady: boolean;
    readonly model: { toJSON(): object; dirty: boolean };
    readonly canSave: boolean;
    readonly isDisposed: boolean;
    save: Write;
    saveAs: Write;
    /** Private: the dialog about a save that went wrong. */
    _handleError?: (error: any, title: any) => Promise<any>;
    /** Private: the dialog about a file that another program has changed; gives what was saved. */
    _raiseConflict?: (found: any, options: any) => Promise<any>;
  }
  interface SaveOptions {
    type: string;
    format: string;
    content: unknown;
  }
  interface NotebookPanel extends Widget {
    readonly content: Notebook;
    readonly context: DocumentContext;
    readonly model: NotebookModel;
    readonly sessionContext: SessionContext;
    readonly toolbar: Widget;
    readonly contentHeader: { insertWidget(index: number, widget: Widget): void; fit(): void };
    /** Private: JupyterLab's own report of a kernel that died. */
    readonly _onSessionStatusChanged?: () => void;
  }
  interface NotebookTracker {
    readonly currentWidget: NotebookPanel | null;
    readonly currentChanged?: Signal;
    readonly widgetAdded: Signal<NotebookPanel>;
    forEach(act: (panel: NotebookPanel) => void): void;
  }

  interface DocumentManager {
    openOrReveal(path: string, factory?: string, kernel?: object, options?: object): NotebookPanel;
  }
  interface ThemeManager {
    readonly theme: string | null;
    readonly themeChanged: Signal;
    isLight(name: string): boolean;
    setTheme(name: string): Promise<void>;
    isToggledAdaptiveTheme?(): boolean;
    toggleAdaptiveTheme(): Promise<void>;
  }
  interface StateDB {
    fetch(key: string): Promise<unknown>;
    save(key: string, value: unknown): Promise<unknown>;
  }
  interface Renderers {
    addFactory(factory: object, rank: number): void;
    createModel(options: { data: Record<string, unknown>; trusted: boolean }): unknown;
    createRenderer(type: string): Widget & { renderModel(model: unknown): Promise<void> };
  }
  interface Contents {
    get(
      path: string,
      options: { content: boolean; type?: string; format?: string; hash?: boolean },
    ): Promise<{ content: any; hash?: string; hash_algorithm?: string }>;
    save(path: string, options: SaveOptions): Promise<object>;
    delete(path: string): Promise<void>;
    rename(path: string, to: string): Promise<object>;
  }
  interface Dialog extends Widget {
    launch(): Promise<{ button: object; isChecked: boolean | null; value: unknown }>;
  }
  interface DialogClass {
    readonly prototype: Dialog;
    cancelButton(): object;
  }
  interface PageConfig {
    getOption(name: string): string;
    getBaseUrl(): string;
  }
  interface ServerConnection {
    makeSettings(): { baseUrl: string };
    makeRequest(url: string, init: object, settings: object): Promise<Response>;
  }
}
