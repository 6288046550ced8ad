package arc.cli.plot;

/** Holds how the page of points looks, on top of what all of arc's pages share. */
final class ScatterStyle {

    static final String CSS = """
            main.scatter { max-width: 1600px; padding: 14px 20px 10px; }
            .plot { display: grid; grid-template-columns: minmax(0, 1fr) 210px; gap: 16px; }
            .tools { display: flex; flex-wrap: wrap; gap: 6px; margin-bottom: 8px; }
            button { font: inherit; font-size: 13px; color: var(--text); background: var(--card); border: 1px solid var(--edge);
              border-radius: 6px; padding: 3px 10px; cursor: pointer; }
            button:hover { border-color: var(--quiet); }
            button:focus-visible, #stage:focus-visible { outline: 2px solid var(--first); outline-offset: 1px; }
            .tools button[aria-pressed=true] { border-color: var(--first); box-shadow: inset 0 0 0 1px var(--first); }
            #stage { position: relative; height: calc(100vh - 212px); min-height: 380px; border: 1px solid var(--edge);
              border-radius: 8px; overflow: hidden; touch-action: none; cursor: grab; }
            #stage:active { cursor: grabbing; }
            #stage > canvas { position: absolute; inset: 0; width: 100%; height: 100%; }
            #tip { position: absolute; max-width: 260px; padding: 8px 10px; background: var(--card); border: 1px solid var(--quiet);
              border-radius: 8px; pointer-events: none; font-size: 13px; line-height: 1.35; box-shadow: 0 2px 10px rgba(0, 0, 0, .25); }
            #tip canvas { display: block; image-rendering: pixelated; background: #fff; border-radius: 4px; margin-bottom: 6px; }
            #tip .gone { width: auto; height: auto; line-height: inherit; border: 0; margin: 0; }
            #tip strong, #tip small { display: block; overflow-wrap: anywhere; max-height: 8em; overflow: hidden; }
            [hidden] { display: none !important; }
            #classes { display: flex; flex-direction: column; gap: 3px; max-height: calc(100vh - 252px); min-height: 340px;
              overflow-y: auto; padding: 2px; }
            .class { display: flex; align-items: center; gap: 7px; text-align: start; }
            .class canvas { width: 14px; height: 14px; flex: none; }
            .class bdi { flex: 1; min-width: 0; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
            .class[aria-pressed=false] { opacity: .45; } .class[aria-pressed=false] bdi { text-decoration: line-through; }
            @media (max-width: 700px) { .plot { grid-template-columns: 1fr; } #stage { height: 60vh; }
              #classes { flex-flow: row wrap; max-height: none; min-height: 0; } }
            """;

    private ScatterStyle() {}
}
