//! Sixteen times the text takes about sixteen times the time: patterns that took quadratic time in other readers. Prints the ratio of each and
//! ends with 1 when one is over 64. Run it on a quiet machine: `cargo bench --bench reading`; `tests/long` does.

use std::process::ExitCode;
use std::sync::Arc;

use quarterdeck::base::path::SourcePath;
use quarterdeck::parse::document::markdown_file;
use quarterdeck::parse::markdown::{Setting, html};

fn main() -> ExitCode {
    let patterns: [fn(usize) -> String; 22] = [
        |n| "[".repeat(n),
        |n| "![[]()".repeat(n),
        |n| "*a **a ".repeat(n),
        |n| "> ".repeat(n / 8),
        |n| "`a ".repeat(n),
        |n| "<!-- ".repeat(n),
        |n| "a <!-- b --> <b> ".repeat(n),
        |n| "[a](javascript:x) ".repeat(n),
        |n| "[a](<b".repeat(n),
        |n| "&#x0;".repeat(n),
        |n| "# Risks\n".repeat(n),
        |n| "# a\n# a 2\n".repeat(n),
        |n| "x\u{200b}\n".repeat(n),
        |n| "[^a]".repeat(n) + "\n\n[^a]: b\n",
        |n| format!("---\na: \"{}\n---\n", "\"b\" ".repeat(n)),
        |n| format!("---\nl: [{}\n---\n", "\"b\", ".repeat(n)),
        |n| format!("---\n{}---\n", (0..n / 4).map(|i| format!("k{i}: \"v\u{200b}\"\n")).collect::<String>()),
        |n| format!("---\n{}a b\n---\n", "k: v\n".repeat(n)),
        |n| format!("---\n{}", "\n# a\nb\n".repeat(n)),
        |n| format!("---\na: |\n{}\n\tb: c\n---\n", "  x\n".repeat(n)),
        |n| format!("---\n{}x: @\n---\n", "\n".repeat(n)),
        |n| format!("---\na: {}\n---\n", "\\\"'#:- ".repeat(n)),
    ];
    let path = SourcePath::new("accounts/a/plan.md").expect("a relative path");
    let time = |text: &str| {
        let bytes: Arc<[u8]> = Arc::from(text.as_bytes());
        let start = std::time::Instant::now();
        let document = markdown_file(&path, &bytes);
        html(document.body_text(), Setting::default(), &mut |_, _| None);
        start.elapsed().as_secs_f64()
    };
    let mut over = 0;
    for (index, pattern) in patterns.iter().enumerate() {
        let (small, large) = (pattern(1_000), pattern(16_000));
        // linear is 16, quadratic 256; a busy machine gets further attempts
        let (mut quick, mut slow) = (f64::MAX, f64::MAX);
        let linear = (0..6).any(|_| {
            (quick, slow) = (quick.min(time(&small)), slow.min(time(&large)));
            slow / quick.max(0.001) < 64.0
        });
        println!("pattern {index:2}: {:6.1} times, {:8.2} ms for sixteen times the text{}", slow / quick, slow * 1e3, if linear { "" } else { "  OVER" });
        over += usize::from(!linear);
    }
    if over > 0 { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}
