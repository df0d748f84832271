//! What is unconventional in a struct of metrics: one function a rule.
//!
//! Only names that are legal are looked at. Which kind of metric a field is, the macro knows only
//! where an attribute states it; such rules state for which kinds they hold.

use syn::{Expr, Ident, Type, TypePath};

use super::{Collector, Field, Role, unraw};
use crate::conventions::{abbreviations, base_unit, has_part, is_camel_case, spelled_out};
use crate::errors::{Errors, Message};
use crate::lint::{self, Finding, KindOf, Lint, snake_case};
use crate::names;

/// More buckets than this are seldom meant.
const MANY_BUCKETS: usize = 100;

/// All that is found and not allowed. What the macro itself can see is an error if the struct is
/// `strict`.
pub(super) fn collector(collector: &Collector, errors: &mut Errors) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (index, field) in collector.fields.iter().enumerate() {
        let mut found = Vec::new();
        let name = field.metric_name();
        let is_legal = names::is_metric_name(&name) && !name.starts_with('_');
        if field.is_own() && is_legal && !field.refused {
            let named = Named { collector, field, index, name };
            named.lint(&mut found);
        }
        field_const_labels(field, index, &mut found);
        lint::without_allowed(&mut found, &field.allow);
        findings.extend(found);
    }
    const_labels(collector, &mut findings);
    lint::without_allowed(&mut findings, &collector.allow);
    if collector.strict.is_some() {
        lint::make_errors(&mut findings, errors);
    }
    findings
}

/// Labels that Prometheus sets itself, and labels of other kinds of metrics.
fn const_labels(collector: &Collector, findings: &mut Vec<Finding>) {
    let has_groups =
        collector.snapshot.is_some() || collector.fields.iter().any(|f| f.role() == Role::Group);
    for (ident, _) in &collector.const_labels {
        let fields = collector.fields.iter().enumerate();
        let owners = (!has_groups).then(|| fields.filter(|(_, f)| f.role() == Role::Metric));
        let owners = owners.map(|owners| owners.map(|(field, _)| field).collect());
        const_label(ident, "collector", owners, findings);
    }
}

/// The same in the attribute of a field.
fn field_const_labels(field: &Field, index: usize, findings: &mut Vec<Finding>) {
    for (ident, _) in &field.const_labels {
        let owners = match field.role() {
            Role::Metric => Some(vec![index]),
            Role::Group => None,
            _ => Some(Vec::new()),
        };
        const_label(ident, "metric", owners, findings);
    }
}

/// `owners` are the fields that may write a label of that name themselves; `None` if others may.
fn const_label(
    ident: &Ident,
    attribute: &str,
    owners: Option<Vec<usize>>,
    findings: &mut Vec<Finding>,
) {
    let name = unraw(ident);
    findings.extend(lint::of_label(&name, ident, attribute));
    let (owner, kinds): (_, &[&str]) = match name.as_str() {
        "le" => ("histogram", &["Histogram"]),
        "quantile" => ("summary", &["Summary"]),
        _ => return,
    };
    // Beside a metric that writes the label itself it is an error, which is told elsewhere.
    let Some(owners) = owners else { return };
    let message = Message::new(format!("label `{name}` looks like a {owner}'s"))
        .help(format_args!("rename it, or `#[{attribute}(allow(reserved_label))]`"));
    let owners = owners.into_iter().map(|field| KindOf { field, kinds }).collect();
    findings.push(Finding::new(Lint::ReservedLabel, ident, message).without_kind(owners));
}

/// A field whose name can be judged.
struct Named<'a> {
    collector: &'a Collector,
    field: &'a Field,
    index: usize,
    name: String,
}

impl Named<'_> {
    fn lint(&self, found: &mut Vec<Finding>) {
        self.namespace(found);
        self.spelling(found);
        self.unit(found);
        let has_better_name = self.type_in_name(found) | self.suffix(found);
        self.total(has_better_name, found);
        self.buckets(found);
    }

    /// Says it of the field's name.
    fn find(&self, lint: Lint, message: Message, found: &mut Vec<Finding>) {
        found.push(Finding::new(lint, self.field.name_tokens(), message));
    }

    /// Says it of the field's name, if it is a metric of one of these kinds.
    fn find_of_kind(
        &self,
        kinds: &'static [&'static str],
        lint: Lint,
        message: Message,
        found: &mut Vec<Finding>,
    ) {
        let stated = self.field.stated_kind();
        let known = stated.or_else(|| spelled_kind(&self.field.ty));
        if known.is_some_and(|kind| !kinds.contains(&kind)) {
            return;
        }
        if stated.is_some() {
            return self.find(lint, message, found);
        }
        let at = self.field.name_tokens();
        found.push(Finding::of_kind(lint, at, message, self.index, kinds));
    }

    /// What to do: another name, or to allow it.
    fn instead(&self, name: &str, lint: &str) -> String {
        let allow = format!("`#[metric(allow({lint}))]`");
        match &self.field.name {
            _ if !names::is_metric_name(name) => format!("another name, or {allow}"),
            Some(_) => format!("`name = {name:?}`, or {allow}"),
            None => format!("rename the field to `{name}`, or {allow}"),
        }
    }

    /// The name, with what the struct puts before it.
    fn full_name(&self) -> String {
        let prefix = self.collector.prefix();
        if prefix.is_empty() { self.name.clone() } else { format!("{prefix}_{}", self.name) }
    }

    fn namespace(&self, found: &mut Vec<Finding>) {
        let Self { collector, name, .. } = self;
        let parts = [&collector.subsystem, &collector.namespace];
        let Some(part) = parts.into_iter().flatten().next() else { return };
        let part = part.value.value();
        let Some(rest) = name.strip_prefix(&part).and_then(|rest| rest.strip_prefix('_')) else {
            return;
        };
        let message = Message::new(format!("`{}` says `{part}` twice", self.full_name()));
        let message = match &self.field.name {
            Some(_) => message.help(self.instead(rest, "repeated_namespace")),
            None => message.help(format_args!(
                "`#[metric(name = {rest:?})]`, or `#[metric(allow(repeated_namespace))]`"
            )),
        };
        self.find(Lint::RepeatedNamespace, message, found);
    }

    fn spelling(&self, found: &mut Vec<Finding>) {
        let name = &self.name;
        if is_camel_case(name) {
            let message = Message::new(format!("`{name}` is not in snake_case"))
                .help(self.instead(&snake_case(name), "camel_case"));
            self.find(Lint::CamelCase, message, found);
        }
        if name.contains(':') {
            let message = Message::new(format!("`{name}` has a `:`"))
                .help(self.instead(&name.replace(':', "_"), "colon"))
                .note("colons are for the names of recording rules");
            self.find(Lint::Colon, message, found);
        }
    }

    /// Units that are no base units, and units cut short.
    fn unit(&self, found: &mut Vec<Finding>) {
        let name = &self.name;
        if let Some((unit, base)) = base_unit(name) {
            let better = self.with_part(unit, base);
            let message = Message::new(format!("`{unit}` is not the base unit, which is `{base}`"))
                .help(self.instead(&better, "base_unit"));
            self.find(Lint::BaseUnit, message, found);
            return;
        }
        let Some(unit) = abbreviations(&self.full_name()).find(|unit| self.has_word(unit)) else {
            return;
        };
        let base = spelled_out(unit);
        let message = Message::new(format!("`{unit}` is an abbreviated unit"))
            .help(self.instead(&self.with_part(unit, base), "abbreviated_unit"))
            .note(format_args!("the base unit is `{base}`"));
        self.find(Lint::AbbreviatedUnit, message, found);
    }

    fn has_word(&self, word: &str) -> bool {
        self.name.split('_').any(|part| part.eq_ignore_ascii_case(word))
    }

    /// The name with one part replaced.
    fn with_part(&self, part: &str, by: &str) -> String {
        let parts = self.name.split('_');
        let parts = parts.map(|word| if word.eq_ignore_ascii_case(part) { by } else { word });
        parts.collect::<Vec<_>>().join("_")
    }

    /// Whether the name says what a counter is, and a better one was told.
    fn type_in_name(&self, found: &mut Vec<Finding>) -> bool {
        let lower = self.full_name().to_lowercase();
        let kinds: [(&str, &'static [&'static str]); 4] = [
            ("counter", &["Counter"]),
            ("gauge", &["Gauge"]),
            ("histogram", &["Histogram"]),
            ("summary", &["Summary"]),
        ];
        for (kind, of) in kinds {
            if !has_part(&lower, kind) || !self.has_word(kind) {
                continue;
            }
            let words = self.name.split('_').filter(|part| !part.eq_ignore_ascii_case(kind));
            let mut rest = words.collect::<Vec<_>>().join("_");
            if kind == "counter" && !rest.is_empty() && !rest.ends_with("_total") {
                rest.push_str("_total");
            }
            let message = Message::new(format!("the name of a {kind} need not say `{kind}`"))
                .help(self.instead(&rest, "type_in_name"));
            self.find_of_kind(of, Lint::TypeInName, message, found);
            return kind == "counter";
        }
        false
    }

    fn total(&self, has_better_name: bool, found: &mut Vec<Finding>) {
        let name = &self.name;
        if let Some(stem) = name.strip_suffix("_total") {
            let message = Message::new(format!("only counters end in `_total`, unlike `{name}`"))
                .help(self.instead(stem, "total_of_other"));
            let others = &["Gauge", "Histogram", "Summary", "Info", "StateSet"];
            self.find_of_kind(others, Lint::TotalOfOther, message, found);
        } else if !has_better_name {
            let better = format!("{name}_total");
            let message = Message::new(format!("counter `{name}` does not end in `_total`"))
                .help(self.instead(&better, "missing_total"));
            self.find_of_kind(&["Counter"], Lint::MissingTotal, message, found);
        }
    }

    /// Endings that samples of other kinds have. Whether there is one.
    fn suffix(&self, found: &mut Vec<Finding>) -> bool {
        let name = &self.name;
        for (ending, whose, kinds) in ENDINGS {
            let Some(stem) = name.strip_suffix(ending) else { continue };
            let plural = if stem.ends_with('s') { stem.to_owned() } else { format!("{stem}s") };
            let better = if *ending == "_count" { &plural } else { "" };
            let message = Message::new(format!("`{ending}` is what {whose}"))
                .help(self.instead(better, "reserved_suffix"));
            // Beside a metric that writes such samples it is an error, which is told elsewhere.
            let writes = |other: &Field| {
                let other_name = other.metric_name();
                let is_counter =
                    *ending == "_created" && other_name.strip_suffix("_total") == Some(stem);
                other.role() == Role::Metric && (other_name == stem || is_counter)
            };
            if !self.collector.fields.iter().any(writes) {
                self.find_of_kind(kinds, Lint::ReservedSuffix, message, found);
            }
            return true;
        }
        false
    }

    fn buckets(&self, found: &mut Vec<Finding>) {
        let Some(buckets) = &self.field.buckets else { return };
        let Ok(Expr::Reference(bounds)) = syn::parse2(buckets.value.tokens.clone()) else { return };
        let Expr::Array(bounds) = *bounds.expr else { return };
        let count = bounds.elems.len();
        if count > MANY_BUCKETS {
            let lines = count + 3;
            let message =
                Message::new(format!("{count} buckets make {lines} lines of each series"))
                    .help("fewer buckets, or `#[metric(allow(many_buckets))]`");
            found.push(Finding::new(Lint::ManyBuckets, &buckets.value.written, message));
        }
    }
}

/// The kind of a type that goes by its own name. It saves the compiler the question, which is most
/// of what the lints cost; one who names a counter `Gauge` is not warned.
fn spelled_kind(ty: &Type) -> Option<&'static str> {
    let Type::Path(TypePath { qself: None, path, .. }) = ty else { return None };
    let name = path.segments.last()?.ident.to_string();
    let mut prefixes = ["Striped", "Traced", "Native"].into_iter();
    let name = prefixes.find_map(|prefix| name.strip_prefix(prefix)).unwrap_or(&name);
    match name.strip_suffix("Vec").unwrap_or(name) {
        "Counter" | "FloatCounter" => Some("Counter"),
        "Gauge" => Some("Gauge"),
        "Histogram" => Some("Histogram"),
        "Summary" => Some("Summary"),
        "Info" => Some("Info"),
        "StateSet" => Some("StateSet"),
        _ => None,
    }
}

/// Whether a type may be a family of histograms.
pub(super) fn may_be_histograms(ty: &Type) -> bool {
    match spelled_kind(ty) {
        Some("Histogram") => {
            matches!(ty, Type::Path(TypePath { path, .. })
                if path.segments.last().is_some_and(|last| last.ident.to_string().ends_with("Vec")))
        }
        known => known.is_none(),
    }
}

/// An ending, whose it is, and which kinds should not have it.
const ENDINGS: &[(&str, &str, &[&str])] = &[
    ("_bucket", "histograms write", &["Counter", "Gauge", "Summary", "Info", "StateSet"]),
    ("_count", "histograms and summaries write", NO_OBSERVATIONS),
    ("_sum", "histograms and summaries write", NO_OBSERVATIONS),
    ("_created", "OpenMetrics writes beside counters", BUT_INFO),
    ("_info", "information metrics end in", BUT_INFO),
];

const NO_OBSERVATIONS: &[&str] = &["Counter", "Gauge", "Info", "StateSet"];

/// The name of one that informs has an ending of its own.
const BUT_INFO: &[&str] = &["Counter", "Gauge", "Histogram", "Summary", "StateSet"];
