//! Label enums that a macro of the user's writes, with what it was given in all kinds of fragments.

#![deny(warnings)]

use metrics_core::{ClosedLabel, Collector, CounterVec, Format, LabelSet, LabelValue, Registry};

macro_rules! label_enum {
    ($(#[$meta:meta])* $vis:vis enum $name:ident { $($variant:ident $(= $text:literal)?),+ $(,)? }) => {
        #[derive(Clone, Copy, LabelValue)]
        $(#[$meta])*
        $vis enum $name {
            $($(#[label(rename = $text)])? $variant,)+
        }

        impl $name {
            const ALL: &'static [Self] = &[$(Self::$variant),+];
        }
    };
}

label_enum! {
    /// How it went.
    #[label(rename_all = "snake_case")]
    pub enum Outcome { Done, NotFound, Failed = "error" }
}

label_enum!(
    enum Side {
        Left,
        Right,
    }
);

macro_rules! coded {
    ($name:ident: $($code:literal => $text:literal $variant:ident),+) => {
        #[derive(Clone, Copy, LabelValue)]
        #[repr(u16)]
        enum $name { $(#[label(rename = $text)] $variant = $code),+ }
    };
}

coded!(Status: 200 => "200" Ok, 404 => "404" NotFound);

macro_rules! family {
    ($set:ident { $($label:ident: $ty:ty),* } of $metrics:ident::$metric:ident, $help:literal) => {
        #[derive(LabelSet)]
        struct $set { $($label: $ty),* }

        #[derive(Collector)]
        #[collector(new)]
        struct $metrics {
            #[doc = $help]
            $metric: CounterVec<$set>,
        }
    };
}

family!(Call { outcome: Outcome, side: Side, status: Status } of Calls::calls_total, "Calls.");

fn main() {
    assert_eq!(Outcome::VALUES, ["done", "not_found", "error"]);
    assert_eq!(Status::VALUES, ["200", "404"]);
    let calls = Calls::new();
    for &outcome in Outcome::ALL {
        for &side in Side::ALL {
            let status = if side as u8 == 0 { Status::Ok } else { Status::NotFound };
            calls.calls_total.with(Call { outcome, side, status }).inc();
        }
    }
    let registry = Registry::new();
    registry.register(calls).unwrap();
    let text = registry.encode(Format::Text).into_string();
    let line = "calls_total{outcome=\"error\",side=\"Right\",status=\"404\"} 1";
    assert!(text.contains(line), "{text}");
}
