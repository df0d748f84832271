//! What is expected and what is found, line by line.

use std::cmp::Ordering;
use std::fmt;

use super::written;
use crate::sample::Family;

/// How what was found differs from what was expected. Families that do not differ are left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// By family.
    families: Vec<Vec<Line>>,
}

/// A line of a [`Difference`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Line {
    /// Expected, and found.
    Same(String),
    /// Expected, and not found.
    Missing(String),
    /// Found, and not expected.
    Unexpected(String),
}

impl Difference {
    /// The lines of the families that differ, in order of their names.
    pub fn lines(&self) -> impl Iterator<Item = &Line> {
        self.families.iter().flatten()
    }

    /// The difference between families, which are in order of their names; `None` if there is
    /// none.
    pub(super) fn between<'a>(
        expected: impl Iterator<Item = &'a Family>,
        found: impl Iterator<Item = &'a Family>,
    ) -> Option<Self> {
        let (mut expected, mut found) = (expected.peekable(), found.peekable());
        let mut families = Vec::new();
        loop {
            let order = match (expected.peek(), found.peek()) {
                (None, None) => break,
                (Some(_), None) => Ordering::Less,
                (None, Some(_)) => Ordering::Greater,
                (Some(a), Some(b)) => a.desc.name().cmp(b.desc.name()),
            };
            let expected = expected.next_if(|_| order.is_le()).map(written).unwrap_or_default();
            let found = found.next_if(|_| order.is_ge()).map(written).unwrap_or_default();
            if expected != found {
                let expected: Vec<&str> = expected.lines().collect();
                let found: Vec<&str> = found.lines().collect();
                families.push(diff(&expected, &found));
            }
        }
        (!families.is_empty()).then_some(Self { families })
    }
}

/// As many lines before and after a change are shown.
const CONTEXT: usize = 3;

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the metrics differ from what was expected (`-` expected, `+` found):")?;
        for lines in &self.families {
            let is_change = |line: &Line| !matches!(line, Line::Same(_));
            let mut left_out = 0;
            for (i, line) in lines.iter().enumerate() {
                let around = i.saturating_sub(CONTEXT)..lines.len().min(i + CONTEXT + 1);
                // The head of a family says what it is about.
                let is_head = matches!(line, Line::Same(text) if text.starts_with("# "));
                if !is_head && !lines[around].iter().any(is_change) {
                    left_out += 1;
                    continue;
                }
                show_left_out(f, &mut left_out)?;
                match line {
                    Line::Same(line) => write!(f, "\n  {line}")?,
                    Line::Missing(line) => write!(f, "\n- {line}")?,
                    Line::Unexpected(line) => write!(f, "\n+ {line}")?,
                }
            }
            show_left_out(f, &mut left_out)?;
        }
        Ok(())
    }
}

fn show_left_out(f: &mut fmt::Formatter<'_>, left_out: &mut usize) -> fmt::Result {
    match std::mem::take(left_out) {
        0 => Ok(()),
        1 => f.write_str("\n  … 1 line is the same"),
        n => write!(f, "\n  … {n} lines are the same"),
    }
}

/// Above this many comparisons lines are not matched any more.
const MOST: usize = 4_000_000;

/// The shortest way from one text to the other.
fn diff(expected: &[&str], found: &[&str]) -> Vec<Line> {
    let same = |line: &&str| Line::Same((*line).to_owned());
    let prefix = expected.iter().zip(found).take_while(|(a, b)| a == b).count();
    let (head, expected) = expected.split_at(prefix);
    let found = &found[prefix..];
    let suffix = expected.iter().rev().zip(found.iter().rev()).take_while(|(a, b)| a == b).count();
    let (expected, tail) = expected.split_at(expected.len() - suffix);
    let found = &found[..found.len() - suffix];

    let mut lines: Vec<Line> = head.iter().map(same).collect();
    let is_small = expected.len().saturating_mul(found.len()) <= MOST;
    let (mut i, mut j) = (0, 0);
    if is_small {
        let common = Common::of(expected, found);
        while i < expected.len() && j < found.len() {
            if expected[i] == found[j] {
                lines.push(same(&expected[i]));
                (i, j) = (i + 1, j + 1);
            } else if common.length(i + 1, j) >= common.length(i, j + 1) {
                lines.push(Line::Missing(expected[i].to_owned()));
                i += 1;
            } else {
                lines.push(Line::Unexpected(found[j].to_owned()));
                j += 1;
            }
        }
    }
    lines.extend(expected[i..].iter().map(|line| Line::Missing((*line).to_owned())));
    lines.extend(found[j..].iter().map(|line| Line::Unexpected((*line).to_owned())));
    lines.extend(tail.iter().map(same));
    lines
}

/// The lengths of the longest common subsequences of all ends of two texts.
struct Common {
    lengths: Vec<u32>,
    width: usize,
}

impl Common {
    fn of(a: &[&str], b: &[&str]) -> Self {
        let width = b.len() + 1;
        let mut this = Self { lengths: vec![0; (a.len() + 1) * width], width };
        for i in (0..a.len()).rev() {
            for j in (0..b.len()).rev() {
                this.lengths[i * width + j] = if a[i] == b[j] {
                    this.length(i + 1, j + 1) + 1
                } else {
                    this.length(i + 1, j).max(this.length(i, j + 1))
                };
            }
        }
        this
    }

    fn length(&self, i: usize, j: usize) -> u32 {
        self.lengths[i * self.width + j]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(lines: &[Line]) -> String {
        let line = |line: &Line| match line {
            Line::Same(text) => format!(" {text}"),
            Line::Missing(text) => format!("-{text}"),
            Line::Unexpected(text) => format!("+{text}"),
        };
        lines.iter().map(line).collect()
    }

    #[test]
    fn a_diff_keeps_what_is_common() {
        for (expected, found, result) in [
            ("", "", ""),
            ("ab", "ab", " a b"),
            ("abc", "axc", " a-b+x c"),
            ("abcd", "bd", "-a b-c d"),
            ("", "ab", "+a+b"),
            ("abcabba", "cbabac", "-a-b c-a b+a b a+c"),
        ] {
            let lines =
                |text: &'static str| text.split("").filter(|s| !s.is_empty()).collect::<Vec<_>>();
            assert_eq!(marked(&diff(&lines(expected), &lines(found))), result);
        }
    }

    #[test]
    fn what_is_the_same_is_left_out() {
        let numbers: Vec<String> = (0..20).map(|i| i.to_string()).collect();
        let mut lines: Vec<Line> = numbers.into_iter().map(Line::Same).collect();
        lines[5] = Line::Missing("five".to_owned());
        let shown = Difference { families: vec![lines] }.to_string();
        let shown: Vec<&str> = shown.lines().skip(1).collect();
        assert_eq!(
            shown,
            [
                "  … 2 lines are the same",
                "  2",
                "  3",
                "  4",
                "- five",
                "  6",
                "  7",
                "  8",
                "  … 11 lines are the same",
            ]
        );
    }
}
