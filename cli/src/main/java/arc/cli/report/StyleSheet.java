package arc.cli.report;

/** Holds how a report looks: light or dark as its reader has it, and on a screen of any width. */
public final class StyleSheet {

    /** The whole sheet. */
    public static final String CSS = """
            :root { color-scheme: light dark; --page: #fff; --card: #f6f8fa; --text: #1b2733; --quiet: #5b6b7b;
              --edge: #d8dee6; --first: #2563eb; --second: #b45309; --right: 22, 140, 70; --wrong: 220, 50, 47; }
            @media (prefers-color-scheme: dark) {
              :root { --page: #11161c; --card: #1a212a; --text: #e3e9f0; --quiet: #9aa8b6;
                --edge: #323d4a; --first: #7aa7ff; --second: #f2a54a; --right: 40, 165, 95; --wrong: 230, 75, 70; } }
            * { box-sizing: border-box; }
            body { margin: 0; background: var(--page); color: var(--text); font: 15px/1.5 system-ui, sans-serif; }
            main { max-width: 1120px; margin: 0 auto; padding: 24px 20px 48px; }
            h1 { font-size: 26px; margin: 0; }
            h2 { font-size: 19px; margin: 36px 0 10px; }
            p { margin: 6px 0 12px; overflow-wrap: anywhere; }
            .lead, .note, dt, small, summary { color: var(--quiet); }
            .note { font-size: 13px; }
            .state { padding: 10px 14px; border-left: 4px solid var(--second); background: var(--card); }
            .state.bad { border-color: rgb(var(--wrong)); }
            .tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(128px, 1fr)); gap: 10px; margin: 16px 0 0; }
            .tiles div { background: var(--card); border: 1px solid var(--edge); border-radius: 8px; padding: 8px 12px; }
            dt { font-size: 12px; }
            dd { margin: 0; font-size: 19px; font-weight: 600; font-variant-numeric: tabular-nums; }
            .curves { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 420px), 1fr)); gap: 14px; }
            figure { margin: 0; }
            .curves figure { background: var(--card); border: 1px solid var(--edge); border-radius: 8px; padding: 10px 12px 4px; }
            .curves figcaption { display: flex; flex-wrap: wrap; gap: 2px 14px; font-size: 14px; }
            .key { color: var(--quiet); }
            .key::before { content: ""; display: inline-block; width: 16px; height: 3px; margin-right: 6px; vertical-align: middle;
              background: var(--first); }
            .key.series1::before { background: var(--second); }
            svg { display: block; width: 100%; height: auto; }
            svg text { font-size: 12px; fill: var(--quiet); }
            .value { text-anchor: end; dominant-baseline: middle; }
            .epoch { text-anchor: middle; }
            .grid { stroke: var(--edge); }
            .best { stroke: var(--quiet); stroke-dasharray: 4 4; }
            polyline { fill: none; stroke-width: 2; stroke-linejoin: round; }
            polyline.series0 { stroke: var(--first); } polyline.series1 { stroke: var(--second); }
            circle.series0 { fill: var(--first); } circle.series1 { fill: var(--second); }
            .hover rect { fill: transparent; } .here { stroke: var(--text); opacity: 0; } .hover:hover .here { opacity: .6; }
            .wide { overflow-x: auto; }
            table { border-collapse: collapse; font-variant-numeric: tabular-nums; font-size: 14px; }
            th, td { padding: 4px 10px; text-align: right; border-bottom: 1px solid var(--edge); white-space: nowrap; }
            th { color: var(--quiet); font-weight: 500; }
            th.row, td.name { text-align: left; max-width: 22em; overflow: hidden; text-overflow: ellipsis; }
            details td.name { white-space: pre-wrap; overflow-wrap: anywhere; max-width: none; }
            tr.best td { font-weight: 600; }
            .confusion th, .confusion td { text-align: center; padding: 4px 7px; min-width: 34px; }
            .confusion th.row { position: sticky; left: 0; background: var(--page); text-align: right; max-width: 12em; }
            .confusion th.column { vertical-align: bottom; }
            .column span { display: inline-block; max-height: 9em; overflow: hidden; text-overflow: ellipsis; }
            .long .column span { writing-mode: vertical-rl; transform: rotate(180deg); }
            .none { color: var(--edge); }
            td.right { background: rgba(var(--right), var(--share)); } td.wrong { background: rgba(var(--wrong), var(--share)); }
            .probes { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 256px), 1fr)); gap: 12px; }
            article { background: var(--card); border: 1px solid var(--edge); border-left: 4px solid rgb(var(--right));
              border-radius: 8px; padding: 10px 12px 0; min-width: 0; }
            article.wrong { border-left-color: rgb(var(--wrong)); }
            .pair { display: grid; grid-template-columns: 1fr auto 1fr; gap: 8px; }
            .pair figure { min-width: 0; text-align: center; }
            .pair figcaption > * { display: block; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
            .sign { font-size: 20px; color: var(--quiet); line-height: 96px; }
            img.small { image-rendering: pixelated; } img { object-fit: contain; background: #fff; }
            img, .gone { display: block; width: 96px; height: 96px; margin: 0 auto; border: 1px solid var(--edge); border-radius: 4px; }
            .gone { color: var(--quiet); font-size: 12px; line-height: 94px; }
            article p { font-size: 13px; color: var(--quiet); text-align: center; margin: 6px 0 8px; }
            summary { cursor: pointer; margin: 6px 0; }
            pre { background: var(--card); border: 1px solid var(--edge); border-radius: 8px; padding: 10px 14px;
              white-space: pre-wrap; overflow-wrap: anywhere; }
            @media (max-width: 600px) { main { padding: 16px 12px 32px; } svg text { font-size: 15px; } }
            """;

    private StyleSheet() {}
}
