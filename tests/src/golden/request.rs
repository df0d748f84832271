//! Requests to a handler.

use std::convert::Infallible;

use http::HeaderMap;
use http::header::{ACCEPT, ACCEPT_ENCODING, CONTENT_ENCODING, CONTENT_TYPE};
use http_body_util::BodyExt;
use metrics_core::http::{Handler, Response};
use metrics_core::proto::MetricFamily;
use metrics_core::{Gatherer, gatherer_fn};
use prost::Message;
use prost::bytes::{Buf, Bytes};
use tower::ServiceExt;

use super::moment;
use super::outcome::{Answer, Failure};
use super::schema::{ErrorHandling, Http};

/// What a handler answers.
pub(super) fn answer(gatherer: impl Gatherer + 'static, request: &Http) -> Result<Answer, Failure> {
    if let Some(lacks) = lacks(request) {
        return Err(Failure::Skip(lacks));
    }
    let handler = match request.error_handling {
        // Ours goes on; who wants all or nothing says so.
        ErrorHandling::HttpError => Handler::new(gatherer_fn(move || {
            let mut scraped = gatherer.scrape();
            if !scraped.errors.is_empty() {
                scraped.retain(|_| false);
            }
            scraped
        })),
        ErrorHandling::Continue => Handler::new(gatherer),
        ErrorHandling::Panic => return Err(Failure::Skip("no handler panics")),
    };
    let mut get = http::Request::get("/metrics");
    if let Some(accept) = &request.accept {
        get = get.header(ACCEPT, accept);
    }
    if let Some(encoding) = &request.accept_encoding {
        get = get.header(ACCEPT_ENCODING, encoding);
    }
    let get = get.body(()).map_err(|error| Failure::Senseless(error.to_string()))?;
    let runtime = tokio::runtime::Builder::new_current_thread().build();
    let runtime = runtime.map_err(|error| Failure::Senseless(error.to_string()))?;
    let handler = handler.openmetrics(request.open_metrics);
    let Ok::<_, Infallible>(answer) = runtime.block_on(async {
        let response: Response = handler.oneshot(get).await?;
        let (head, body) = response.into_parts();
        let body = body.collect().await?.to_bytes();
        Ok(read(head.status.as_u16(), &head.headers, body))
    });
    answer.map_err(|error| Failure::Senseless(error.to_string()))
}

/// What a request asks for that there is not.
fn lacks(request: &Http) -> Option<&'static str> {
    let accepts = |what: &str| request.accept.as_ref().is_some_and(|accept| accept.contains(what));
    if ["allow-utf-8", "dots", "values"]
        .iter()
        .any(|escaping| accepts(&format!("escaping={escaping}")))
    {
        return Some("names are escaped by underscores only");
    }
    let encodings = request.accept_encoding.iter().flat_map(|accept| accept.split(','));
    let mut encodings = encodings.map(|encoding| encoding.split(';').map(str::trim));
    let compresses = encodings.any(|mut encoding| {
        let is_known = matches!(encoding.next(), Some("gzip" | "zstd"));
        is_known && !encoding.any(|parameter| parameter == "q=0")
    });
    (compresses && !request.disable_compression).then_some("there is no compression yet")
}

fn read(status: u16, headers: &HeaderMap, body: Bytes) -> Result<Answer, prost::DecodeError> {
    let header = |name| {
        let value = headers.get(name).and_then(|value| value.to_str().ok());
        value.unwrap_or_default().to_owned()
    };
    let mut answer = Answer {
        status,
        content_type: header(CONTENT_TYPE),
        content_encoding: header(CONTENT_ENCODING),
        body: None,
        families: None,
    };
    if status != 200 {
        return Ok(answer);
    }
    if answer.content_type.contains("encoding=delimited") {
        answer.families = Some(messages(body)?.into_iter().map(Into::into).collect());
        return Ok(answer);
    }
    let text = String::from_utf8_lossy(&body);
    answer.body = Some(if answer.content_type.contains("openmetrics") {
        moment::in_text(&text)
    } else {
        text.into_owned()
    });
    Ok(answer)
}

fn messages(mut body: Bytes) -> Result<Vec<MetricFamily>, prost::DecodeError> {
    let mut families = Vec::new();
    while body.has_remaining() {
        families.push(MetricFamily::decode_length_delimited(&mut body)?);
    }
    Ok(families)
}
