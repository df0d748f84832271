//! Whether two expositions are the same.

/// The first difference. Numbers may be spelled in any way that reads back to the same value; names,
/// labels, with `le` and `quantile`, and comments are compared to the letter.
pub(super) fn difference(expected: &str, actual: &str, path: &str) -> Option<String> {
    let (e, a): (Vec<_>, Vec<_>) = (expected.split('\n').collect(), actual.split('\n').collect());
    for (i, (e, a)) in e.iter().zip(&a).enumerate() {
        if !same_line(e, a) {
            return Some(format!("{path}: line {}: expected {e:?}, got {a:?}", i + 1));
        }
    }
    let (e, a) = (e.len(), a.len());
    (e != a).then(|| format!("{path}: expected {e} lines, got {a}"))
}

fn same_line(expected: &str, actual: &str) -> bool {
    if expected == actual {
        return true;
    }
    let is_sample = |line: &str| !line.is_empty() && !line.starts_with('#');
    is_sample(expected)
        && is_sample(actual)
        && Sample::read(expected).is_same(&Sample::read(actual))
}

/// A line of a sample.
struct Sample<'a> {
    /// The name and the labels.
    series: &'a str,
    /// The value and the timestamp.
    numbers: Vec<&'a str>,
    /// The labels of the exemplar.
    exemplar: &'a str,
    /// Its value and its timestamp.
    of_exemplar: Vec<&'a str>,
}

impl<'a> Sample<'a> {
    fn read(line: &'a str) -> Self {
        let (series, rest) = line.split_at(end_of_labels(line));
        let (numbers, exemplar) = rest.trim().split_once(" # ").unwrap_or((rest, ""));
        let (exemplar, of_exemplar) = exemplar.split_at(end_of_labels(exemplar));
        Self {
            series,
            numbers: numbers.split_whitespace().collect(),
            exemplar,
            of_exemplar: of_exemplar.split_whitespace().collect(),
        }
    }

    fn is_same(&self, other: &Self) -> bool {
        (self.series, self.exemplar) == (other.series, other.exemplar)
            && same_numbers(&self.numbers, &other.numbers)
            && same_numbers(&self.of_exemplar, &other.of_exemplar)
    }
}

fn end_of_labels(line: &str) -> usize {
    let name = line.find(' ').unwrap_or(line.len());
    let Some(brace) = line[..name].find('{') else { return name };
    let (mut quoted, mut escaped) = (false, false);
    for (i, c) in line.bytes().enumerate().skip(brace) {
        match c {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            b'}' if !quoted => return i + 1,
            _ => {}
        }
    }
    line.len()
}

fn same_numbers(expected: &[&str], actual: &[&str]) -> bool {
    expected.len() == actual.len() && expected.iter().zip(actual).all(|(e, a)| same_number(e, a))
}

fn same_number(expected: &str, actual: &str) -> bool {
    let (Ok(e), Ok(a)) = (expected.parse::<f64>(), actual.parse::<f64>()) else {
        return expected == actual;
    };
    e == a || (e.is_nan() && a.is_nan())
}
