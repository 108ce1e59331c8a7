//! What each target begins with: files of the example territory, and texts that show what there is.

use crate::common;

/// The files of the example territory whose paths end like this.
fn files(end: &str) -> Vec<Vec<u8>> {
    let tree = common::tree(&common::example_territory());
    tree.into_iter().filter(|(name, _)| name.ends_with(end) && !name.starts_with("public/")).map(|(_, bytes)| bytes).collect()
}

fn texts(texts: &[&str]) -> Vec<Vec<u8>> {
    texts.iter().map(|text| text.as_bytes().to_vec()).collect()
}

pub fn plans() -> Vec<Vec<u8>> {
    files(".md").into_iter().chain(texts(&["---\na: b\n---\n", "\n\n---\na: b\n---\ntext", "---\na: b", "text", ""])).collect()
}

pub fn settings() -> Vec<Vec<u8>> {
    files(".yaml")
}

pub fn bodies() -> Vec<Vec<u8>> {
    let body = |bytes: Vec<u8>| String::from_utf8(bytes).ok()?.split_once("\n---\n").map(|(_, body)| body.as_bytes().to_vec());
    let odd = [
        "| a | b |\n|---|:-:|\n| 1 | [x](y) |\n\n- [ ] one\n- [x] two\n  1. three\n",
        "> a\n>> b\n\n```rust\nfn\n```\n\n***\n\n![a](b.png \"c\") <https://example.com> [^1]\n\n[^1]: note\n",
        "a  \nb\\\nc ~~d~~ **e *f* g** `h` &amp; &#65; <b>i</b> <!-- j -->\n",
    ];
    files(".md").into_iter().filter_map(body).chain(texts(&odd)).collect()
}

pub fn tables() -> Vec<Vec<u8>> {
    let some = |bytes: Vec<u8>| bytes.split_inclusive(|byte| *byte == b'\n').take(12).flatten().copied().collect();
    files(".csv").into_iter().map(some).chain(texts(&["a,b\r\n\"c\"\"d\",\"e\nf\"\r\n", "a\rb", "\"", ",,\n"])).collect()
}

pub fn names() -> Vec<Vec<u8>> {
    texts(&["northwind-health", "Northwind Health", "con", "a..b", "..", "-a", "a-", "Ärzte & Söhne", "a--b", "aux.txt", "x".repeat(64).as_str(), ""])
}

pub fn requests() -> Vec<Vec<u8>> {
    texts(&[
        "GET / HTTP/1.1\r\nHost: localhost:4747\r\n\r\n",
        "HEAD /index.html HTTP/1.0\r\nHost: 127.0.0.1:4747\r\nConnection: keep-alive\r\n\r\n",
        "GET /.quarterdeck/0123456789abcdef/events HTTP/1.1\r\nHost: [::1]:4747\r\nSec-Fetch-Site: same-origin\r\n\r\n",
        "GET /%2e%2e/a HTTP/1.1\r\nHost: localhost:4747\r\nOrigin: http://localhost:4747\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: evil.example\r\nOrigin: null\r\nSec-Fetch-Site: cross-site\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: localhost:4747\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "GET http://localhost:4747/ HTTP/1.1\r\nHost: localhost:4747\r\nHost: localhost:4747\r\n\r\nGET / HTTP/1.1\r\n",
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        "GET /\n",
    ])
}

pub fn addresses() -> Vec<Vec<u8>> {
    texts(&[
        "https://example.com/a?b#c",
        "http://a:b@c:80/",
        "mailto:a@b.c",
        "../b/plan.md#c",
        "figure:closing_money",
        "javascript:alert(1)",
        "java\tscript:x",
        "data:text/html,x",
        "//a",
        "\\\\a",
        "&#106;avascript:x",
        "%6Aavascript:x",
        "https:\\\\a",
        "https://[::1]/",
        "HTTPS://EXAMPLE.com",
        "#a",
        "a:b",
        "?a",
        "",
    ])
}

pub fn overlays() -> Vec<Vec<u8>> {
    let more = [
        r#"{"properties": {"custom": {"type": "object", "properties": {"region": {"enum": ["a", "b"]}}, "required": ["region"]}}, "required": ["custom"]}"#,
        r##"{"$defs": {"a": {"$ref": "#/$defs/a"}}, "allOf": [{"$ref": "#/$defs/a"}], "properties": {"title": {"pattern": "^(a+)+$", "maxLength": 5}}}"##,
        r#"{"if": {"properties": {"stance": {"const": "grow"}}}, "then": {"required": ["growth_target"]}, "not": {}, "minProperties": 3}"#,
    ];
    files("schema.json").into_iter().chain(texts(&more)).collect()
}

pub fn comments() -> Vec<Vec<u8>> {
    texts(&[
        "---\nstance: hold # quarterdeck: ignore[enum-value] -- migrated until=2026-09-30\nactions:\n  # quarterdeck: ignore[stale-review, QD700] -- x\n  - id: a\n    b: c\n---\n<!-- quarterdeck: ignore-file[raw-html] -- y -->\n\ntext <!-- quarterdeck: ignore[vague-statement] -- z until=2027-01-01 -->\n",
        "---\n# quarterdeck: ignore -- x\n# quarterdeck: ignore[] -- x\n# quarterdeck: ignore[a]\n# quarterdeck: ignore[a] -- b until=soon\n# quarterdeck: nothing\na: b\n---\n",
    ])
}

pub fn leaks() -> Vec<Vec<u8>> {
    let token = ["glpat", "-", "a1B2c3D4e5F6g7H8i9J0 AKIA", "Q3EGRZ7MNKXPT2WB\n"].concat();
    let key = ["-----BEGIN RSA PRIVATE", " KEY-----\nMIIB\n-----END RSA PRIVATE", " KEY-----\n"].concat();
    let more = ["---\ncustom: {crm_password: hunter-blue, b: c}\n---\npassword=s3cretly\nhttps://maya:s3cretly@a.b/?access_token=a1b2c3d4&c", &token, &key];
    texts(&more).into_iter().chain(settings()).collect()
}

pub fn territories() -> Vec<Vec<u8>> {
    let example = common::repository().join("src/rules/example");
    let file = |name: &str| std::fs::read_to_string(example.join(name)).unwrap();
    let own = "# Rhythm\n\nText and [plan](../accounts/northwind-health/plan.md).\n\n![](figure:closing_money)\n";
    let tables = "=== data/accounts.csv\naccount,name,segment,region,stance,potential,parent\nnorthwind-health,Northwind,Health,North,grow,100,\nlater,Later,,,acquire,,northwind-health\n=== data/revenue.csv\naccount,period,brand,division,product,amount,margin\nnorthwind-health,FY2026-Q4,a,b,c,1000,0.3\n";
    let text = format!(
        "=== quarterdeck.yaml\n{}=== people.yaml\n{}=== accounts/northwind-health/plan.md\n{}=== accounts/northwind-health/reviews/2026-09-16.md\n{}=== accounts/northwind-health/reviews/2026-12-16.md\n{}=== pages/rhythm.md\n{own}{tables}",
        file("quarterdeck.yaml"),
        file("people.yaml"),
        file("plan.md"),
        file("held.md"),
        file("planned.md")
    );
    vec![text.into_bytes(), b"=== quarterdeck.yaml\nname: N\n=== accounts/a/plan.md\n---\naccount: a\n---\n## H\n".to_vec()]
}
