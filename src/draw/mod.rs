//! Drawing without a domain: numbers, scales, labels. Knows nothing of plans and pages.
