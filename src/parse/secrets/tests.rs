//! What is found in a text, what is left alone, and that every place stays.

use super::*;

fn found(name: &str, text: &str) -> Vec<(String, &'static str)> {
    let path = SourcePath::new(name).unwrap();
    find(&path, text.as_bytes()).into_iter().map(|it| (it.span.slice(text).to_owned(), it.what)).collect()
}

#[track_caller]
fn one(text: &str, secret: &str, what: &str) {
    assert_eq!(found("plan.md", text), [(secret.to_owned(), what)].map(|(text, what)| (text, what)), "{text}");
}

#[track_caller]
fn none(name: &str, texts: &[&str]) {
    for text in texts {
        assert_eq!(found(name, text), [], "{text}");
    }
}

#[test]
fn knows_tokens_by_their_beginnings() {
    // put together here, so that no scanner takes this file for one that leaks
    let aws = ["AKIA", "Q3EGRZ7MNKXPT2WB"].concat();
    one(&format!("the key is {aws}, mind it"), &aws, "an access key of AWS");
    let github = ["ghp", "_", "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8"].concat();
    one(&format!("token={github}"), &github, "a token of GitHub");
    let gitlab = ["glpat", "-", "a1B2c3D4e5F6g7H8i9J0"].concat();
    one(&gitlab, &gitlab, "a token of GitLab");
    let web = ["eyJ", "hbGciOiJIUzI1NiJ9.eyJ", "zdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N"].concat();
    one(&web, &web, "a web token");
    none("plan.md", &["AKIA", "AKIAN MEDICAL CENTER", "ghp_short", "xoxb-standardise-all-three-campuses", "npm_install", "a MAKIAQ3EGRZ7MNKXPT2WB"]);
}

#[test]
fn knows_keys_and_passwords_in_addresses() {
    let key = ["-----BEGIN RSA PRIVATE", " KEY-----\nMIIB\n-----END RSA PRIVATE", " KEY-----"].concat();
    one(&format!("see\n{key}\nand more"), &key, "a private key");
    one("at https://maya:s3cret@crm.example.com/x", "s3cret", "the password of an address");
    none(
        "plan.md",
        &["-----BEGIN CERTIFICATE-----", "https://example.com/a:b@c", "https://maya@example.com", "https://maya:$PASSWORD@example.com", "https://:x@y"],
    );
}

#[test]
fn knows_values_under_the_keys_of_passwords() {
    let what = "what seems to be a password or a key";
    one("---\ncustom: {crm_password: hunter-blue, user: maya}\n---\n", "hunter-blue", what);
    one("---\ncustom:\n  API-Key: \"swordfish\" # of the portal\n---\n", "swordfish", what);
    one("---\n# password=swordfish\n---\n", "swordfish", what);
    one("The portal:\n\n    password: hunter2!\n", "hunter2!", what);
    one("See https://example.com/?access_token=a1b2c3d4&page=2.", "a1b2c3d4", what);
    one("(client secret, clientSecret=abc-123-def)", "abc-123-def", what);
    one("- **Password:** hunter2!", "hunter2!", what);
    one("- **Password**: hunter2!", "hunter2!", what);
    one("_Portal password_: `hunter2!`", "hunter2!", what);
    one("Password: **hunter2!**\nand more", "hunter2!", what);
    none(
        "plan.md",
        &[
            "---\ncustom: {crm_password: in the vault of the region}\n---\n",
            "---\ncustom: {crm_password: 1Password, wifi_password: $WIFI, api_key: <ask Maya>}\n---\n",
            "---\ncustom: {password: https://vault.example.com/42, api_key: vault/region/crm}\n---\n",
            "**Password:** required for every visit.\n**Password:** *****\n**Password:** **\nPassword: *in 2 vaults*",
            "The password: required for every visit.\nA password: swordfish\nNo password:\nPassword: xxxxxxxx",
            "---\npassword_policy: twelve-characters\nstandard: password-less\n---\n",
        ],
    );
}

#[test]
fn knows_what_a_machine_wrote_among_the_fields() {
    let key = ["vG7pX2mQ9t", "Lr4Zc8Wb1Ny6Kd3Hs5"].concat();
    one(&format!("---\ncustom: {{portal: {key}}}\n---\n"), &key, "what seems to be a key");
    none(
        "plan.md",
        &[key.as_str(), "---\nid: Standardise-Surgical-Supply-2026-Q3-Northwind\n---\n", "---\nsha: 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b\n---\n"],
    );
    none("data/revenue.csv", &[key.as_str()]);
    none("people.yaml", &["uuid: 6F9619FF-8B86-D011-B42D-00CF4FC964FF\nfile: Q3-2026/Northeast/Northwind_Health_Group_Final_V2b\n"]);
}

#[test]
fn leaves_everything_where_it_was() {
    let path = SourcePath::new("plan.md").unwrap();
    let text = "password: grün-weiß-1\r\nhttps://a:b-c@d\n";
    let (masked, findings) = taken_out(&path, text.as_bytes());
    assert_eq!((std::str::from_utf8(&masked).unwrap(), findings.len()), ("password: xxxxxxxxxxxxx\r\nhttps://a:xxx@d\n", 2));
    assert_eq!(taken_out(&path, &masked).1, [], "what is masked is no secret any more");
    assert!(matches!(taken_out(&path, b"nothing here"), (Cow::Borrowed(_), findings) if findings.is_empty()));
}

#[test]
fn knows_blocks_of_text_rows_and_short_keys() {
    let what = "what seems to be a password or a key";
    one("---\ncustom:\n  password: |\n    hunter-blue\n  user: maya\n---\n", "hunter-blue", what);
    one("---\ncustom:\n  - api_key: >-  # of the portal\n      abc\n\n      def1\n    user: maya\n---\n", "abc\n\n      def1", what);
    one("---\ncustom: {pwd: swordfish}\n---\n", "swordfish", what);
    one("---\ncustom: {crmPwd: swordfish}\n---\n", "swordfish", what);
    one("---\ncustom: {db_pass: hunter2hunter2}\n---\n", "hunter2hunter2", what);
    one("The portal:\n\n| what | value |\n|---|---|\n| password | hunter2hunter2 |\n| user | maya-chen-2 |\n", "hunter2hunter2", what);
    one("| CRM **password** | `hunter2!` |", "hunter2!", what);
    one("pwd: hunter2!", "hunter2!", what);
    none(
        "plan.md",
        &[
            "---\ncustom:\n  password: |\n    in the vault\n  why: |\n    hunter2hunter2\n---\n",
            "---\ncustom:\n  password: |\n  user: hunter2hunter2\n---\n",
            "---\ncustom:\n  password: | hunter\n---\n",
            "---\ncustom: {compass: hunter2hunter2, by_pass: 2026-11-22, pass: required, ski-pass: above-the-limit}\n---\n",
            "Ski pass: adult-2026\n| pass | adult-2026 |\n| user | hunter2hunter2 |\n| password | required |\n|---|---|\n| password | in vault-2 |\n| password |",
            "| password | xxxxxxxx |\n| password | https://vault.example.com/42 |\n| passwords | hunter2hunter2 |",
        ],
    );
}

#[test]
fn a_secret_that_is_too_long_is_cut_between_characters() {
    let path = SourcePath::new("plan.md").unwrap();
    for shift in 0..6 {
        for text in [
            format!("access_token={}{}", "x".repeat(shift), "9a\u{1F600}".repeat(200)),
            format!("| password | {}{} |", "x".repeat(shift), "9a\u{1F600}".repeat(200)),
        ] {
            let masked = masked(text.as_bytes(), &find(&path, text.as_bytes())).into_owned();
            assert_eq!(String::from_utf8(masked).unwrap_or_default().len(), text.len(), "{shift}");
        }
    }
}

#[test]
fn knows_fields_wherever_the_reader_finds_them() {
    let key = "aB3xK9mPq2Lr7TzW4vYn8CdE";
    let fields = format!("crm_id: {key}\n");
    let blank = "\u{a0}";
    for text in [
        format!("---\n{fields}---\n"),
        format!("\n---\n{fields}---\n\ntext\n"),
        format!("A note\n\n---\n# ours\n{fields}---\n"),
        format!("---{blank}\n{fields}---\n"),
        format!("---\n{fields}---{blank}\n\n## Text\n"),
        format!("\u{feff}---\n{fields}---\n"),
        format!("---\n{fields}\n## Text\n\nSome words that go on.\nAnd on.\n\n---\nmore\n"),
        // further down than the reader looks
        format!("{}---\n{fields}---\n", "text\n".repeat(60)),
        format!("---\r{}---\r", fields.replace('\n', "\r")),
    ] {
        one(&text, key, "what seems to be a key");
    }
    // what may be fields or text is looked at as both
    one("---\nowner: maya\n\n- **Password:** hunter2!\n", "hunter2!", "what seems to be a password or a key");
    // the text of such a file is looked at as text
    one("A note\n\n---\nowner: maya\n---\n\n| password | hunter2! |\n", "hunter2!", "what seems to be a password or a key");
    none("plan.md", &["A page\n\n---\n\naB3xK9mPq2Lr7TzW4vYn8CdE is the number of the door\n"]);
}
