//! What a step results in, as the file of results says it.

use std::fmt;

use serde::Serialize;

use super::canonical::{Family, Metric};

/// The result of a step.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub(super) enum Outcome {
    Ok {
        ok: bool,
        /// What is wrong with the descriptor, and waits for registration.
        #[serde(skip_serializing_if = "Option::is_none")]
        desc_err: Option<&'static str>,
    },
    Err {
        err: &'static str,
        message: String,
        /// The collector that is registered in the place of the one that was refused.
        #[serde(skip_serializing_if = "Option::is_none")]
        existing: Option<String>,
    },
    Bool {
        bool: bool,
    },
    Int {
        int: usize,
    },
    String {
        string: String,
    },
    Floats {
        floats: Vec<String>,
    },
    Metric {
        metric: Box<Metric>,
    },
    Metrics {
        metrics: Vec<Metric>,
    },
    Gathered {
        families: Vec<Family>,
        #[serde(skip_serializing_if = "Vec::is_empty")]
        errs: Vec<&'static str>,
        text: String,
        openmetrics: String,
    },
    Http(Answer),
    Skip {
        skip: String,
    },
    /// The case asks for what makes no sense: nothing expects this.
    Error {
        error: String,
    },
}

/// What a handler answered. With 200 there is a text, or families.
#[derive(Debug, Serialize)]
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) content_type: String,
    pub(super) content_encoding: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) body: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) families: Option<Vec<Family>>,
}

impl Outcome {
    pub(super) const OK: Self = Self::Ok { ok: true, desc_err: None };
}

/// Why a step has no result of its own.
#[derive(Debug)]
pub(super) enum Failure {
    /// The library refused.
    Refused { kind: &'static str, message: String, existing: Option<String> },
    /// The library lacks what the step is about.
    Skip(&'static str),
    /// The case asks for what makes no sense.
    Senseless(String),
}

impl Failure {
    pub(super) fn refused(kind: &'static str, error: &impl fmt::Display) -> Self {
        Self::Refused { kind, message: error.to_string(), existing: None }
    }
}

impl From<Failure> for Outcome {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Refused { kind, message, existing } => {
                Self::Err { err: kind, message, existing }
            }
            Failure::Skip(reason) => Self::Skip { skip: reason.to_owned() },
            Failure::Senseless(error) => Self::Error { error },
        }
    }
}
