//! Small shown things: text, score with reasons, rows, figures, findings, navigation.
