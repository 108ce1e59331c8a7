//! How a sentence begins. Knows no language but its letters.

/// The text with a capital first, unless it begins with what is written as it is: a path, an id, a key of the format or `code`.
pub fn begun(text: &str) -> String {
    let mut letters = text.chars();
    match letters.next() {
        Some(first) if !is_written_so(text) => first.to_uppercase().chain(letters).collect(),
        _ => text.to_owned(),
    }
}

/// No message of ours begins with a word that holds one of these signs, or that a colon ends.
fn is_written_so(text: &str) -> bool {
    let first = text.split_whitespace().next().unwrap_or_default();
    let inside = first.trim_end_matches(['.', ',', ';', '!', '?', '…']);
    inside.ends_with(':') || inside.contains(['/', '_', '-', '.', '`'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_ids_and_code_keep_their_letters() {
        let check = |text: &str, expected: &str| assert_eq!(begun(text), expected);
        check("date the asks", "Date the asks");
        check("été", "Été");
        check("wait. then ask", "Wait. then ask");
        check("data/revenue.csv is as of 3 May 2025", "data/revenue.csv is as of 3 May 2025");
        check("icp.yaml: no matrix", "icp.yaml: no matrix");
        check("fleet-age: 208 on the way", "fleet-age: 208 on the way");
        check("lines-agreed has no reading", "lines-agreed has no reading");
        check("wallet: 40", "wallet: 40");
        check("next_step is missing", "next_step is missing");
        check("`retian` is not a stance", "`retian` is not a stance");
        check("", "");
    }
}
