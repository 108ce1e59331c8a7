//! `themes/default/strings.yaml` holds every phrase that pages, templates and scripts say, and no other. It is printed from them:
//! `UPDATE=1 cargo test --test strings`.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

const SHIPPED: &str = "themes/default/strings.yaml";

/// Functions that say a phrase, and which of their arguments it is.
const CALLS: &[(&str, &[usize])] = &[
    ("word", &[0]),
    ("key", &[0]),
    ("phrase", &[0]),
    ("sentence", &[0]),
    ("label", &[2]),
    ("link_word", &[2]),
    ("column", &[1]),
    ("with", &[1]),
    ("state", &[2]),
    ("says", &[0]),
    ("Kpi::text", &[0]),
    ("empty::empty", &[1, 2]),
    ("section", &[1]),
    ("proposals", &[1]),
    ("on_screen", &[1]),
    ("fact", &[1]),
    ("fact_as", &[2]),
    ("said", &[1]),
    ("row", &[1, 3]),
    ("filter", &[3]),
    ("filter::filter", &[3]),
    ("Choice::of", &[1, 2]),
    ("every", &[1]),
    ("heading", &[0]),
    ("term", &[0]),
];
/// Functions whose two arguments are the forms for one and for many.
const COUNTED: &[&str] = &["plural", "text::plural", "count", "counted"];
/// Fields of values that are said where they are shown.
const FIELDS: &[(&str, &str)] = &[
    ("src/cards/", "title"),
    ("src/pages/", "title"),
    ("src/pages/", "label"),
    ("src/scores/", "title"),
    ("src/charts/", "title"),
    ("src/meeting/", "title"),
    ("src/scores/", "required"),
    ("src/scores/", "question"),
    ("src/scores/", "label"),
    ("src/audience/growth", "title"),
    ("src/audience/growth", "what"),
    ("src/audience/growth", "of"),
    ("src/audience/thresholds", "decides"),
];

/// The kinds of questions, which are values of the format as those of plans are.
const QUESTIONS: &str = "src/config/raw/questions.rs";

#[derive(Clone, Debug, PartialEq)]
enum Token {
    Text(String),
    /// A name with its path: `Kpi::text`.
    Name(String),
    Sign(char),
}

/// Names, literals and signs; comments, tests, numbers and character literals are left out.
fn tokens(source: &str) -> Vec<Token> {
    let source = source.split("#[cfg(test)]\nmod tests {").next().unwrap();
    let mut found = Vec::new();
    let mut chars = source.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let rest = &source[at..];
        if rest.starts_with("//") {
            while chars.next_if(|(_, c)| *c != '\n').is_some() {}
        } else if c == '"' {
            let mut text = String::new();
            while let Some((_, c)) = chars.next() {
                match c {
                    '"' => break,
                    '\\' => match chars.next().unwrap().1 {
                        'n' => text.push('\n'),
                        't' => text.push('\t'),
                        'u' => {
                            let code: String = chars.by_ref().map(|(_, c)| c).skip(1).take_while(|c| *c != '}').collect();
                            text.push(char::from_u32(u32::from_str_radix(&code, 16).unwrap()).unwrap());
                        }
                        '\n' => while chars.next_if(|(_, c)| c.is_whitespace()).is_some() {},
                        other => text.push(other),
                    },
                    c => text.push(c),
                }
            }
            found.push(Token::Text(text));
        } else if c == '\'' {
            // a lifetime, or one character
            let body: Vec<char> = rest.chars().take(12).collect();
            let end = if body[1] == '\\' { body.iter().skip(3).position(|c| *c == '\'').map(|n| n + 3) } else { (body.get(2) == Some(&'\'')).then_some(2) };
            for _ in 0..end.unwrap_or(0) {
                chars.next();
            }
        } else if c.is_alphabetic() || c == '_' {
            let name: String = rest.chars().take_while(|c| c.is_alphanumeric() || matches!(c, '_' | ':' | '!')).collect();
            let name = name.trim_end_matches(':').trim_end_matches('!').to_owned();
            for _ in 1..name.chars().count() {
                chars.next();
            }
            found.push(Token::Name(name));
        } else if !c.is_whitespace() {
            found.push(Token::Sign(c));
        }
    }
    found
}

/// The end of the group that opens at `at`, and its arguments.
fn arguments(tokens: &[Token], at: usize) -> Vec<&[Token]> {
    let (mut depth, mut from, mut found) = (0, at + 1, Vec::new());
    for (index, token) in tokens.iter().enumerate().skip(at) {
        match token {
            Token::Sign('(' | '[' | '{') => depth += 1,
            Token::Sign(')' | ']' | '}') => {
                depth -= 1;
                if depth == 0 {
                    found.push(&tokens[from..index]);
                    return found;
                }
            }
            Token::Sign(',') if depth == 1 => {
                found.push(&tokens[from..index]);
                from = index + 1;
            }
            _ => {}
        }
    }
    found
}

/// The literals that an argument may be: itself, or the arms of an `if` or a `match`; not what stands in a call, and not a pattern.
fn literals(argument: &[Token]) -> Vec<&str> {
    let mut found = Vec::new();
    let mut depth = 0;
    for (index, token) in argument.iter().enumerate() {
        match token {
            Token::Sign('(' | '[') => depth += 1,
            Token::Sign(')' | ']') => depth -= 1,
            Token::Text(text) if depth == 0 => {
                let next = argument.get(index + 1);
                let before = index.checked_sub(1).and_then(|before| argument.get(before));
                let compared = matches!(next, Some(Token::Sign('=' | '|'))) || matches!(before, Some(Token::Sign('=' | '|')));
                let value = matches!(before, Some(Token::Sign('>')));
                if !compared || value {
                    found.push(text.as_str());
                }
            }
            _ => {}
        }
    }
    found
}

fn is_words(text: &str) -> bool {
    let (_, core, _) = quarterdeck::base::language::core(text);
    let bare = quarterdeck::base::language::places(core).iter().fold(core.to_owned(), |text, name| text.replace(&format!("{{{name}}}"), ""));
    bare.chars().any(char::is_alphabetic)
}

/// One phrase: its key, and the form for one where it has forms.
type Phrase = (String, Option<String>);

fn phrases(name: &str, source: &str) -> Vec<Phrase> {
    let tokens = tokens(source);
    let core = |text: &str| quarterdeck::base::language::core(text).1.to_owned();
    let mut found = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        let Token::Name(called) = token else { continue };
        let declared = at.checked_sub(1).and_then(|before| tokens.get(before)) == Some(&Token::Name("fn".to_owned()));
        let short = called.rsplit("::").next().unwrap();
        match tokens.get(at + 1) {
            Some(Token::Sign('(')) if !declared => {
                let arguments = arguments(&tokens, at + 1);
                for (_, places) in CALLS.iter().filter(|(known, _)| known == called || (!known.contains("::") && *known == short && !called.starts_with("Kpi")))
                {
                    for argument in places.iter().filter_map(|place| arguments.get(*place)) {
                        found.extend(literals(argument).into_iter().filter(|text| is_words(text)).map(|text| (core(text), None)));
                    }
                }
                if COUNTED.contains(&called.as_str())
                    && let [.., one, many] = arguments.as_slice()
                    && let ([Token::Text(one)], [Token::Text(many)]) = (one, many)
                {
                    found.push((format!("{{}} {many}"), Some(format!("{{}} {one}"))));
                }
            }
            Some(Token::Sign(':')) if FIELDS.iter().any(|(room, field)| name.starts_with(room) && field == called) => {
                if let Some(Token::Text(text)) = tokens.get(at + 2).filter(|_| !declared) {
                    found.push((core(text), None));
                }
            }
            // the head of a figure's table: `header: ["Account", "Share"].map(heading)`
            Some(Token::Sign(':')) if called == "header" && tokens.get(at + 2) == Some(&Token::Sign('[')) => {
                for head in arguments(&tokens, at + 2) {
                    found.extend(literals(head).into_iter().map(|text| (core(text), None)));
                }
            }
            // the values of the format: `words! { Tier { A = "a" } }`
            Some(Token::Sign('=')) if name.starts_with("src/model/") || name == QUESTIONS => {
                if let Some(Token::Text(text)) = tokens.get(at + 2).filter(|_| called.starts_with(char::is_uppercase)) {
                    found.push((text.replace(['-', '_'], " "), None));
                }
            }
            _ => {}
        }
    }
    found.retain(|(key, _)| is_words(key));
    found
}

/// Phrases between two marks, for templates and scripts.
fn between(source: &str, start: &str, end: char) -> Vec<Phrase> {
    source.split(start).skip(1).filter_map(|rest| rest.split_once(end)).map(|(text, _)| (quarterdeck::base::language::core(text).1.to_owned(), None)).collect()
}

fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path, ending));
        } else if path.extension().is_some_and(|it| it == ending) {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// The whole shipped file.
fn printed() -> String {
    let mut out = String::from(
        "# Every phrase of the pages, in English. To translate: copy this file to strings.yaml beside quarterdeck.yaml and replace what stands\n\
         # right of the colons; what you leave out stays English. `{name}` is a place that a value fills, and must stay; `{}` too. Phrases with\n\
         # `one` and `other` may have the other forms of a language: zero, two, few, many. See docs/languages.md.\n",
    );
    let mut known: BTreeSet<String> = BTreeSet::new();
    let mut add = |out: &mut String, title: &str, found: Vec<Phrase>| {
        let mut begun = false;
        for (key, one) in found {
            if !known.insert(key.clone()) {
                continue;
            }
            if !std::mem::replace(&mut begun, true) {
                out.push_str(&format!("\n# {title}\n"));
            }
            let quoted = |text: &str| serde_json::to_string(text).unwrap();
            match one {
                Some(one) => out.push_str(&format!("{}: {{one: {}, other: {}}}\n", quoted(&key), quoted(&one), quoted(&key))),
                None => out.push_str(&format!("{}: {}\n", quoted(&key), quoted(&key))),
            }
        }
    };
    let nav: Vec<Phrase> = quarterdeck::pages::NAV.iter().map(|(_, title, ..)| ((*title).to_owned(), None)).collect();
    add(&mut out, "navigation", nav);
    for path in files(Path::new("themes/default/templates"), "html") {
        let text = fs::read_to_string(&path).unwrap();
        let said = text
            .split("{{ \"")
            .skip(1)
            .filter_map(|rest| rest.split_once("\" | "))
            .filter(|(_, after)| after.starts_with("word") || after.starts_with("phrase"));
        add(&mut out, "frame of every page", said.map(|(text, _)| (quarterdeck::base::language::core(text).1.to_owned(), None)).collect());
    }
    for path in files(Path::new("themes/default/assets/js"), "js") {
        add(&mut out, "scripts", between(&fs::read_to_string(&path).unwrap(), "say('", '\''));
    }
    for room in ["src/cards", "src/pages", "src/charts", "src/draw", "src/audience", "src/scores", "src/meeting", "src/model"] {
        for path in files(Path::new(room), "rs") {
            let name = path.to_string_lossy().replace('\\', "/");
            if name.contains("/tests") {
                continue;
            }
            let text = fs::read_to_string(&path).unwrap();
            add(&mut out, name.trim_start_matches("src/").trim_end_matches(".rs"), phrases(&name, &text));
        }
    }
    // of findings the pages say the kind of rule alone, of texts what stands beside the words of their authors
    for name in ["src/diag/code.rs", QUESTIONS, "src/parse/html.rs"] {
        add(&mut out, name.trim_start_matches("src/").trim_end_matches(".rs"), phrases(name, &fs::read_to_string(name).unwrap()));
    }
    out
}

#[test]
fn the_shipped_file_holds_every_phrase_and_no_other() {
    let printed = printed();
    if std::env::var_os("UPDATE").is_some() {
        fs::write(SHIPPED, &printed).unwrap();
    }
    let shipped = fs::read_to_string(SHIPPED).unwrap();
    let lines = |text: &str| text.lines().map(str::to_owned).collect::<BTreeSet<String>>();
    let (is, should) = (lines(&shipped), lines(&printed));
    let lacks: Vec<_> = should.difference(&is).collect();
    let more: Vec<_> = is.difference(&should).collect();
    assert!(lacks.is_empty() && more.is_empty(), "run `UPDATE=1 cargo test --test strings`; {SHIPPED} lacks {lacks:#?} and has too many {more:#?}");
    assert_eq!(shipped, printed, "run `UPDATE=1 cargo test --test strings`");
}

#[test]
fn phrases_are_found_where_they_are_said() {
    let source = r#"
        out.word("A").label("b", &[], if x == "no" { "B" } else { "C" }); // .word("not this")
        text::plural(n, "thing", "things"); word(match k { "k" | "l" => "D", _ => "E" });
        phrase(", F {n}", &[&f("not that")]); out.text("G"); fn word(x: &str) {} column("key", "H", Sort::None).with("nw", "I");
    "#;
    let found: Vec<String> = phrases("src/pages/x.rs", source).into_iter().map(|(key, _)| key).collect();
    assert_eq!(found, ["A", "B", "C", "{} things", "D", "E", "F {n}", "H", "I"]);
}
