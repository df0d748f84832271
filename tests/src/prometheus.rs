//! A real Prometheus, asked through its HTTP API.

use std::fs;
use std::net::TcpListener;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use serde_json::Value;

use crate::{Folder, Process, encode, fetch, wait_for};

/// How long anything may take on a machine that has other things to do.
const LIMIT: Duration = Duration::from_secs(60);

/// A server that scrapes one target every second.
#[derive(Debug)]
pub struct Prometheus {
    process: Process,
    url: String,
    _data: Folder,
}

/// What a query found: the labels of a series, and its value.
#[derive(Clone, Debug, PartialEq)]
pub struct Sample {
    labels: Value,
    /// The value.
    pub value: f64,
}

impl Sample {
    /// The value of a label; empty if there is none.
    #[must_use]
    pub fn label(&self, name: &str) -> &str {
        self.labels[name].as_str().unwrap_or_default()
    }
}

/// An exemplar, as Prometheus keeps it.
#[derive(Clone, Debug, PartialEq)]
pub struct Exemplar {
    series: Value,
    labels: Value,
    /// What was added or observed.
    pub value: f64,
    /// When it was, in seconds since the Unix epoch.
    pub timestamp: f64,
}

impl Exemplar {
    /// The value of one of its own labels; empty if there is none.
    #[must_use]
    pub fn label(&self, name: &str) -> &str {
        self.labels[name].as_str().unwrap_or_default()
    }

    /// The value of a label of its series; empty if there is none.
    #[must_use]
    pub fn series_label(&self, name: &str) -> &str {
        self.series[name].as_str().unwrap_or_default()
    }
}

impl Prometheus {
    /// Starts `program` and waits until it answers. `target` is host and port.
    ///
    /// # Panics
    ///
    /// If it does not start.
    #[must_use]
    pub fn start(program: &Path, target: &str) -> Self {
        Self::start_with(program, target, &[])
    }

    /// As [`start`](Self::start), with features that are off by default.
    ///
    /// # Panics
    ///
    /// As [`start`](Self::start).
    #[must_use]
    pub fn start_with(program: &Path, target: &str, features: &[&str]) -> Self {
        // Somebody else may take the port before Prometheus does.
        let started = (0..5).find_map(|_| Self::try_start(program, target, features));
        started.expect("Prometheus starts")
    }

    fn try_start(program: &Path, target: &str, features: &[&str]) -> Option<Self> {
        let data = Folder::new();
        let config = format!(
            "global: {{scrape_interval: 1s, scrape_timeout: 1s}}\n\
             scrape_configs: [{{job_name: tested, static_configs: [{{targets: ['{target}']}}]}}]\n"
        );
        fs::write(data.join("prometheus.yml"), config).expect("the configuration can be written");
        let free = TcpListener::bind("127.0.0.1:0").and_then(|socket| socket.local_addr());
        let addr = free.expect("a port is free");
        let mut command = Command::new(program);
        command.arg(format!("--config.file={}", data.join("prometheus.yml").display()));
        command.arg(format!("--storage.tsdb.path={}", data.join("data").display()));
        command.arg(format!("--web.listen-address={addr}"));
        if !features.is_empty() {
            command.arg(format!("--enable-feature={}", features.join(",")));
        }
        let process = Process::start(command.stdin(Stdio::null()), &data.join("log"));
        let mut this = Self { process, url: format!("http://{addr}"), _data: data };
        let is_ready = wait_for("answer of Prometheus", LIMIT, || {
            if this.process.ended().is_some() {
                return Ok(false);
            }
            match fetch(&format!("{}/-/ready", this.url)) {
                Ok(fetched) if fetched.status == 200 => Ok(true),
                seen => Err(format!("{seen:?}\n{}", this.process.log())),
            }
        });
        is_ready.then_some(this)
    }

    /// Waits until `found` is satisfied with what a query finds, and returns that.
    ///
    /// # Panics
    ///
    /// If it never is.
    pub fn query_until(&self, query: &str, found: impl Fn(&[Sample]) -> bool) -> Vec<Sample> {
        wait_for(query, LIMIT, || {
            let samples = self.query(query)?;
            if found(&samples) { Ok(samples) } else { Err(format!("{samples:?}")) }
        })
    }

    /// What a query finds now. `Err` says why it failed.
    ///
    /// # Errors
    ///
    /// If Prometheus cannot be asked, or does not understand the query.
    pub fn query(&self, query: &str) -> Result<Vec<Sample>, String> {
        let data = self.api(&format!("query?query={}", encode(query)))?;
        let samples = data["result"].as_array().ok_or_else(|| data.to_string())?;
        let sample = |sample: &Value| {
            let value = sample["value"][1].as_str()?.parse().ok()?;
            Some(Sample { labels: sample["metric"].clone(), value })
        };
        samples.iter().map(sample).collect::<Option<_>>().ok_or_else(|| data.to_string())
    }

    /// The exemplars of the series that a query finds.
    ///
    /// # Errors
    ///
    /// If Prometheus cannot be asked, or does not understand the query.
    pub fn exemplars(&self, query: &str) -> Result<Vec<Exemplar>, String> {
        let data = self.api(&format!("query_exemplars?query={}", encode(query)))?;
        let series = data.as_array().ok_or_else(|| data.to_string())?;
        let of_series = |series: &Value| {
            let exemplar = |exemplar: &Value| {
                Some(Exemplar {
                    series: series["seriesLabels"].clone(),
                    labels: exemplar["labels"].clone(),
                    value: exemplar["value"].as_str()?.parse().ok()?,
                    timestamp: exemplar["timestamp"].as_f64()?,
                })
            };
            series["exemplars"].as_array()?.iter().map(exemplar).collect::<Option<Vec<_>>>()
        };
        let found: Option<Vec<_>> = series.iter().map(of_series).collect();
        Ok(found.ok_or_else(|| data.to_string())?.into_iter().flatten().collect())
    }

    /// What `/api/v1/…` answers.
    ///
    /// # Errors
    ///
    /// If Prometheus cannot be asked, or answers with an error.
    pub fn api(&self, path: &str) -> Result<Value, String> {
        let fetched = fetch(&format!("{}/api/v1/{path}", self.url));
        let fetched = fetched.map_err(|error| error.to_string())?;
        match serde_json::from_str::<Value>(&fetched.body) {
            Ok(mut answer) if answer["status"] == "success" => Ok(answer["data"].take()),
            _ => Err(fetched.body),
        }
    }

    /// Waits until the last scrape of the target succeeded.
    ///
    /// # Panics
    ///
    /// If none does.
    pub fn wait_until_up(&self) {
        wait_for("scrape that succeeds", LIMIT, || {
            let targets = self.api("targets")?;
            let target = &targets["activeTargets"][0];
            if target["health"] == "up" { Ok(()) } else { Err(target.to_string()) }
        });
    }
}
