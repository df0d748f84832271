//! Which format an `Accept` header asks for (S124–S127).

use super::Format;

/// What is answered.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Negotiated {
    pub(crate) format: Format,
    pub(crate) content_type: &'static str,
}

impl From<Format> for Negotiated {
    fn from(format: Format) -> Self {
        Self { format, content_type: format.content_type() }
    }
}

/// The content type of OpenMetrics for those who do not know of version 1.0.0. The text is the
/// same.
const OPENMETRICS_0: &str =
    "application/openmetrics-text; version=0.0.1; charset=utf-8; escaping=underscores";

/// One media type of the header.
struct Clause<'a> {
    media_type: &'a str,
    parameters: Vec<(&'a str, &'a str)>,
    quality: f64,
}

/// The format that is wanted most of those that there are; text if there is none (K13: also for
/// `*/*`). OpenMetrics is written `as_openmetrics`, if it is offered at all.
pub(crate) fn negotiate(accept: &str, as_openmetrics: Option<Format>) -> Negotiated {
    let mut clauses: Vec<_> = accept.split(',').map(Clause::parse).collect();
    clauses.sort_by(|a, b| {
        let specific = |clause: &Clause<'_>| !clause.media_type.contains('*');
        b.quality.total_cmp(&a.quality).then_with(|| specific(b).cmp(&specific(a)))
    });
    let mut wanted = clauses.iter().filter_map(|clause| clause.format(as_openmetrics));
    wanted.next().unwrap_or_else(|| Format::Text.into())
}

impl<'a> Clause<'a> {
    fn parse(clause: &'a str) -> Self {
        let mut parts = clause.split(';').map(str::trim);
        let media_type = parts.next().unwrap_or_default();
        let parameter = |part: &'a str| {
            let (name, value) = part.split_once('=')?;
            Some((name.trim(), value.trim().trim_matches('"')))
        };
        let parameters: Vec<_> = parts.filter_map(parameter).collect();
        let quality = find(&parameters, "q");
        // What cannot be read is wanted least, and not refused (S124).
        let quality = quality.map_or(1.0, |quality| quality.parse().unwrap_or(0.0));
        let quality = if f64::is_nan(quality) { 0.0 } else { quality };
        Self { media_type, parameters, quality }
    }

    /// The format, if it is one of ours.
    fn format(&self, as_openmetrics: Option<Format>) -> Option<Negotiated> {
        let is = |media_type: &str| self.media_type.eq_ignore_ascii_case(media_type);
        let version = find(&self.parameters, "version");
        if is("text/plain") && matches!(version, None | Some("0.0.4")) {
            return Some(Format::Text.into());
        }
        if is("application/openmetrics-text") {
            let format = as_openmetrics?;
            return match version {
                Some("1.0.0") => Some(format.into()),
                None | Some("0.0.1") => Some(Negotiated { format, content_type: OPENMETRICS_0 }),
                Some(_) => None,
            };
        }
        #[cfg(feature = "proto")]
        if is("application/vnd.google.protobuf")
            && find(&self.parameters, "proto") == Some("io.prometheus.client.MetricFamily")
            && find(&self.parameters, "encoding") == Some("delimited")
        {
            return Some(Format::Protobuf.into());
        }
        None
    }
}

fn find<'a>(parameters: &[(&str, &'a str)], name: &str) -> Option<&'a str> {
    let named = parameters.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
    named.map(|&(_, value)| value)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PROTOBUF: &str =
        "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily";

    fn format(accept: &str) -> Format {
        negotiate(accept, Some(Format::OpenMetrics)).format
    }

    #[test]
    fn s125_what_matches_no_format_is_answered_in_text() {
        for accept in [
            "",
            "text/plain",
            "text/plain;version=0.0.4;charset=utf-8",
            "text/plain;version=1.0.0;escaping=allow-utf-8",
            "application/json",
            ";;;,,q=x",
            "*/*", // K13
            "application/*",
            "application/openmetrics-text;version=2.0.0",
            PROTOBUF,
            &format!("{PROTOBUF};encoding=compact-text"),
            "application/vnd.google.protobuf;encoding=delimited",
        ] {
            assert_eq!(format(accept), Format::Text, "{accept}");
        }
    }

    #[test]
    fn s125_openmetrics_without_a_version_is_the_old_one() {
        let negotiated = |accept| negotiate(accept, Some(Format::OpenMetrics));
        let new = negotiated("application/openmetrics-text; version=1.0.0; charset=utf-8");
        assert_eq!(new, Format::OpenMetrics.into());
        for accept in ["application/openmetrics-text", "Application/OpenMetrics-Text;version=0.0.1"]
        {
            let old = negotiated(accept);
            assert_eq!((old.format, old.content_type), (Format::OpenMetrics, OPENMETRICS_0));
        }
        let off = negotiate("application/openmetrics-text;version=1.0.0", None);
        assert_eq!(off.format, Format::Text);
    }

    #[test]
    fn s124_the_best_quality_wins() {
        let openmetrics = "application/openmetrics-text;version=1.0.0";
        assert_eq!(format(&format!("text/plain;q=0.5,{openmetrics};q=0.6")), Format::OpenMetrics);
        assert_eq!(format(&format!("text/plain;q=0.7,{openmetrics};q=0.6")), Format::Text);
        assert_eq!(format(&format!("{openmetrics};q=0,text/plain;q=0.1")), Format::Text);
        assert_eq!(format(&format!("{openmetrics};q=no,text/plain;q=0.1")), Format::Text);
        assert_eq!(format(&format!("{openmetrics};q=no")), Format::OpenMetrics, "the last resort");
        assert_eq!(format(&format!("text/plain,{openmetrics}")), Format::Text, "in their order");
        assert_eq!(format(&format!("*/*,{openmetrics}")), Format::OpenMetrics);
    }

    #[cfg(feature = "proto")]
    #[test]
    fn s125_what_prometheus_asks_for() {
        let native = format!(
            "{PROTOBUF};encoding=delimited;q=0.5,application/openmetrics-text;version=1.0.0;q=0.4,\
             application/openmetrics-text;version=0.0.1;q=0.3,text/plain;version=0.0.4;q=0.2,\
             */*;q=0.1"
        );
        assert_eq!(format(&native), Format::Protobuf);
        let plain = "application/openmetrics-text;version=1.0.0,\
                     application/openmetrics-text;version=0.0.1;q=0.75,\
                     text/plain;version=0.0.4;q=0.5,*/*;q=0.1";
        assert_eq!(format(plain), Format::OpenMetrics);
        assert_eq!(negotiate(plain, None).format, Format::Text);
    }
}
