//! What a case says.

use std::fmt;

use serde::Deserialize;
use serde_json::Value;

/// The file of cases.
#[derive(Debug, Deserialize)]
pub(super) struct Cases {
    pub(super) cases: Vec<Case>,
}

/// A program. Its steps are read one at a time, so that one that cannot be read costs its case
/// only.
#[derive(Debug, Deserialize)]
pub(super) struct Case {
    pub(super) id: String,
    pub(super) steps: Vec<Value>,
}

impl Case {
    /// Whether a step gives an exemplar: what keeps them is a type of its own, and a program
    /// chooses it where the metric is made.
    pub(super) fn has_exemplars(&self) -> bool {
        let gives = |step: &Value| step["op"] == "add_exemplar" || step["op"] == "observe_exemplar";
        self.steps.iter().any(gives)
    }
}

/// Label names and values, in the order of the case.
pub(super) type Labels = Vec<(String, String)>;

/// One step. `name` is what the object that it makes is called from then on.
#[derive(Debug, Deserialize)]
#[serde(tag = "op", rename_all = "snake_case", deny_unknown_fields)]
pub(super) enum Step {
    New(New),
    Desc(NewDesc),
    Const {
        #[serde(rename = "as")]
        name: Option<String>,
        metric: Metric,
    },
    Collector {
        #[serde(rename = "as")]
        name: Option<String>,
        #[serde(default)]
        describe: Vec<String>,
        #[serde(default)]
        describe_by_collect: bool,
        #[serde(default)]
        collect: Vec<Metric>,
    },
    Registry {
        #[serde(rename = "as")]
        name: Option<String>,
        #[serde(default)]
        pedantic: bool,
    },
    Wrap {
        #[serde(rename = "as")]
        name: Option<String>,
        #[serde(default = "plain")]
        of: String,
        label_map: Option<Labels>,
        prefix: Option<String>,
    },
    Register {
        target: String,
        #[serde(rename = "in", default = "plain")]
        registerer: String,
    },
    MustRegister {
        targets: Vec<String>,
        #[serde(rename = "in", default = "plain")]
        registerer: String,
    },
    Unregister {
        target: String,
        #[serde(rename = "in", default = "plain")]
        registerer: String,
    },
    With {
        #[serde(rename = "as")]
        name: Option<String>,
        of: String,
        #[serde(default)]
        values: Vec<String>,
    },
    WithLabels {
        #[serde(rename = "as")]
        name: Option<String>,
        of: String,
        #[serde(default)]
        label_map: Labels,
    },
    Curry {
        #[serde(rename = "as")]
        name: Option<String>,
        of: String,
        #[serde(default)]
        label_map: Labels,
    },
    Delete {
        on: String,
        #[serde(default)]
        values: Vec<String>,
    },
    DeleteLabels {
        on: String,
        #[serde(default)]
        label_map: Labels,
    },
    DeletePartial {
        on: String,
        #[serde(default)]
        label_map: Labels,
    },
    Reset {
        on: String,
    },
    Inc {
        on: String,
    },
    Dec {
        on: String,
    },
    Add(Update),
    Sub(Update),
    Set(Update),
    Observe(Update),
    ObserveAll {
        on: String,
        #[serde(default)]
        nums: Vec<Float>,
    },
    ObserveRange {
        on: String,
        #[serde(default)]
        from: Float,
        #[serde(default)]
        to: Float,
        #[serde(default)]
        step: Float,
    },
    AddExemplar(Exemplified),
    ObserveExemplar(Exemplified),
    Write {
        on: String,
    },
    Collect {
        on: String,
    },
    Gather {
        #[serde(default)]
        of: Gathered,
    },
    Http(Http),
    BuildFqName {
        #[serde(default)]
        namespace: String,
        #[serde(default)]
        subsystem: String,
        #[serde(default)]
        name: String,
    },
    Buckets {
        #[serde(rename = "fn")]
        function: BucketFunction,
        #[serde(default)]
        nums: Vec<Float>,
    },
}

/// A metric with a descriptor of its own, or a family of such.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct New {
    #[serde(rename = "as")]
    pub(super) as_name: Option<String>,
    pub(super) kind: NewKind,
    #[serde(default)]
    pub(super) namespace: String,
    #[serde(default)]
    pub(super) subsystem: String,
    #[serde(default)]
    pub(super) name: String,
    #[serde(default)]
    pub(super) help: String,
    #[serde(default)]
    pub(super) const_labels: Labels,
    #[serde(default)]
    pub(super) labels: Vec<String>,
    #[serde(default)]
    pub(super) value: Float,
    #[serde(default)]
    pub(super) buckets: Vec<Float>,
    #[serde(default)]
    pub(super) native_factor: Float,
    #[serde(default)]
    pub(super) native_zero_threshold: Float,
    #[serde(default)]
    pub(super) native_max_buckets: u32,
    #[serde(default)]
    pub(super) native_max_zero_threshold: Float,
    #[serde(default)]
    pub(super) objectives: Vec<(Float, Float)>,
    #[serde(default)]
    pub(super) max_age_ms: i64,
    #[serde(default)]
    pub(super) age_buckets: u32,
    #[serde(default)]
    pub(super) buf_cap: usize,
}

impl New {
    /// Whether a histogram has native buckets. As in Go, NaN is not at most 1.
    pub(super) fn is_native(&self) -> bool {
        self.native_factor.0 > 1.0 || self.native_factor.0.is_nan()
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum NewKind {
    Counter,
    CounterVec,
    Gauge,
    GaugeVec,
    Histogram,
    HistogramVec,
    Summary,
    SummaryVec,
    CounterFunc,
    GaugeFunc,
    UntypedFunc,
}

impl NewKind {
    pub(super) fn is_family(self) -> bool {
        matches!(self, Self::CounterVec | Self::GaugeVec | Self::HistogramVec | Self::SummaryVec)
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NewDesc {
    #[serde(rename = "as")]
    pub(super) name: Option<String>,
    #[serde(default)]
    pub(super) fqname: String,
    #[serde(default)]
    pub(super) help: String,
    #[serde(default)]
    pub(super) labels: Vec<String>,
    #[serde(default)]
    pub(super) const_labels: Labels,
}

/// A metric that a collector writes.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Metric {
    #[serde(rename = "type")]
    pub(super) kind: MetricKind,
    #[serde(default)]
    pub(super) desc: String,
    #[serde(default)]
    pub(super) values: Vec<String>,
    #[serde(default)]
    pub(super) value: Float,
    #[serde(default)]
    pub(super) count: u64,
    #[serde(default)]
    pub(super) sum: Float,
    #[serde(default)]
    pub(super) buckets: Vec<(Float, Count)>,
    #[serde(default)]
    pub(super) quantiles: Vec<(Float, Float)>,
    #[serde(default)]
    pub(super) error: String,
    #[serde(default)]
    pub(super) labels: Labels,
    #[serde(default)]
    pub(super) of: String,
    pub(super) timestamp_ms: Option<i64>,
    pub(super) exemplars: Option<Vec<Exemplar>>,
}

/// An example that a metric is written with.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Exemplar {
    #[serde(default)]
    pub(super) value: Float,
    #[serde(default)]
    pub(super) labels: Labels,
    pub(super) timestamp_ms: Option<i64>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum MetricKind {
    Counter,
    Gauge,
    Untyped,
    Histogram,
    Summary,
    Invalid,
    Raw,
    RawEmpty,
    Ref,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Update {
    pub(super) on: String,
    #[serde(default)]
    pub(super) value: Float,
}

/// An update that is an example.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Exemplified {
    pub(super) on: String,
    #[serde(default)]
    pub(super) value: Float,
    /// `None`: no example after all (S72).
    pub(super) exemplar: Option<Labels>,
}

/// A request to a handler.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Http {
    #[serde(default)]
    pub(super) of: Gathered,
    /// `None`: without the header.
    pub(super) accept: Option<String>,
    pub(super) accept_encoding: Option<String>,
    #[serde(default)]
    pub(super) open_metrics: bool,
    #[serde(default)]
    pub(super) error_handling: ErrorHandling,
    #[serde(default)]
    pub(super) disable_compression: bool,
}

/// What a handler does if something goes wrong.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum ErrorHandling {
    #[default]
    HttpError,
    Continue,
    Panic,
}

/// What is gathered: a registry, or many.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub(super) enum Gathered {
    One(String),
    Many(Vec<String>),
}

impl Default for Gathered {
    fn default() -> Self {
        Self::One(plain())
    }
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum BucketFunction {
    Linear,
    Exponential,
    ExponentialRange,
    Default,
}

/// A float, which is a string in the file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Deserialize)]
#[serde(try_from = "String")]
pub(super) struct Float(pub(super) f64);

impl TryFrom<String> for Float {
    type Error = std::num::ParseFloatError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse().map(Self)
    }
}

/// A bucket's count: a number or, in a pair with a bound, a string.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(try_from = "NumberOrText")]
pub(super) struct Count(pub(super) u64);

#[derive(Deserialize)]
#[serde(untagged)]
enum NumberOrText {
    Number(u64),
    Text(String),
}

impl TryFrom<NumberOrText> for Count {
    type Error = std::num::ParseIntError;

    fn try_from(count: NumberOrText) -> Result<Self, Self::Error> {
        match count {
            NumberOrText::Number(count) => Ok(Self(count)),
            NumberOrText::Text(text) => text.parse().map(Self),
        }
    }
}

/// The registry where none is named.
fn plain() -> String {
    "reg".to_owned()
}

/// A string of a case that no `&str` can hold.
#[derive(Debug)]
pub(super) struct NotText {
    hex: String,
}

impl fmt::Display for NotText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "no `&str` holds the bytes {}", self.hex)
    }
}

/// Puts strings where a step has bytes, `{"hex": "61ff"}`, if they are UTF-8.
pub(super) fn make_text(step: &mut Value) -> Result<(), NotText> {
    match step {
        Value::Array(parts) => parts.iter_mut().try_for_each(make_text),
        Value::Object(fields) => {
            if let (1, Some(Value::String(hex))) = (fields.len(), fields.get("hex")) {
                let text = decode(hex).and_then(|bytes| String::from_utf8(bytes).ok());
                let text = text.ok_or_else(|| NotText { hex: hex.clone() })?;
                *step = Value::String(text);
                return Ok(());
            }
            fields.values_mut().try_for_each(make_text)
        }
        _ => Ok(()),
    }
}

fn decode(hex: &str) -> Option<Vec<u8>> {
    let digits =
        hex.chars().map(|digit| digit.to_digit(16).and_then(|digit| digit.try_into().ok()));
    let digits: Vec<u8> = digits.collect::<Option<_>>()?;
    digits
        .len()
        .is_multiple_of(2)
        .then(|| digits.chunks(2).map(|pair| pair[0] << 4 | pair[1]).collect())
}
