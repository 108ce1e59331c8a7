//! Values as YAML, quoted where YAML asks for it. The only file that names `serde_yaml`.

/// A text as a YAML value that fits behind `key: `, on one line.
pub fn text(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match serde_yaml::to_string(&line) {
        // a block scalar would not fit behind a key
        Ok(yaml) if yaml.trim_end().lines().count() == 1 && !yaml.starts_with(['|', '>']) => yaml.trim_end().to_owned(),
        _ => serde_json::Value::String(line).to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_what_yaml_would_read_otherwise() {
        let check = |input: &str, expected: &str| assert_eq!(text(input), expected, "{input:?}");
        check("Northwind Health", "Northwind Health");
        check("360", "'360'");
        check("Phase 2: expand", "'Phase 2: expand'");
        check("a\nb", "a b");
        check("", "''");
    }
}
