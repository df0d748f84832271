//! A field, and how generated code speaks of it.

use proc_macro2::{Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::Ident;

use super::super::lints::may_be_histograms;
use super::super::{Collector, Field, Listed, Role, unraw};
use super::const_labels_tokens;
use crate::attr::Keyed;
use crate::durations;
use crate::generics::is_generic;
use crate::native::Native;
use crate::tokens::{item_of, number, placed_at};

/// A field, and how generated code speaks of it.
pub(super) struct FieldTokens<'a> {
    pub(super) field: &'a Field,
    pub(super) generic: bool,
    /// Whether its attributes say something to `new`, or to a family.
    pub(super) states: bool,
    /// The trait that its type is asked for.
    pub(super) asked: TokenStream,
    /// The type that carries its attributes to `new`.
    pub(super) spec: TokenStream,
}

/// The trait that a type is asked for if the field has a key that only some metrics take.
fn trait_of_key(field: &Field) -> Option<Ident> {
    let name = if field.native.is_some() {
        "NativeField"
    } else if field.quantiles.is_some() {
        "QuantileField"
    } else {
        field.buckets.as_ref()?;
        "BucketField"
    };
    Some(Ident::new(name, Span::call_site()))
}

impl<'a> FieldTokens<'a> {
    pub(super) fn new(collector: &'a Collector, index: usize, field: &'a Field) -> Self {
        let role = field.role();
        let generic = role != Role::Computed && is_generic(&field.ty, &collector.generics);
        let of_some = trait_of_key(field);
        let states_more = field.max_series.is_some() || field.ttl.is_some() || field.init.is_some();
        let states = of_some.is_some() || states_more;
        let spec = if states {
            let spec = format_ident!("__MetricsSpec{index}");
            quote!(#spec)
        } else {
            quote!(__metrics::Defaults)
        };
        let made = collector.new.is_some() && !field.is_argument();
        let asked = match role {
            Role::Metric if of_some.is_some() && !generic => {
                quote!(__metrics::#of_some<#spec>)
            }
            Role::Metric if states_more => quote!(__metrics::Field<#spec>),
            Role::Metric => quote!(__metrics::Field),
            Role::Data if field.has("counter") => quote!(__metrics::CounterField),
            Role::Data => quote!(__metrics::DataField),
            Role::Computed | Role::Skipped => quote!(__metrics::Shared),
            Role::Group if made && !generic => quote!(__metrics::MadeGroupField),
            Role::Group => quote!(__metrics::GroupField),
        };
        Self { field, generic, states, asked, spec }
    }

    pub(super) fn spec_tokens(&self) -> Option<TokenStream> {
        let Field { buckets, quantiles, max_series, ttl, init, .. } = self.field;
        let spec = &self.spec;
        let checks = self.spec_checks();
        let buckets = buckets.as_ref().map(|Keyed { value: Listed { tokens, .. }, .. }| {
            quote!(const BUCKETS: &'static [::core::primitive::f64] = #tokens;)
        });
        let quantiles = quantiles.as_ref().map(|Keyed { value: Listed { tokens, .. }, .. }| {
            quote! {
                const QUANTILES: &'static [(::core::primitive::f64, ::core::primitive::f64)] =
                    #tokens;
            }
        });
        let summary = self.summary_tokens();
        let native = self.field.native.as_ref().map(|Keyed { value: Native { options, .. }, .. }| {
            quote!(const NATIVE: __metrics::NativeOptions = #options;)
        });
        let max_series = max_series.as_ref().map(|Keyed { value, .. }| {
            quote! {
                const MAX_SERIES: ::core::option::Option<::core::primitive::u32> =
                    ::core::option::Option::Some(#value);
            }
        });
        let ttl = ttl.as_ref().map(|Keyed { value, .. }| {
            let ttl = durations::tokens(*value);
            quote! {
                const TTL: ::core::option::Option<::core::time::Duration> =
                    ::core::option::Option::Some(#ttl);
            }
        });
        let init = init.as_ref().map(|_| {
            quote!(
                const INIT_ALL: ::core::primitive::bool = true;
            )
        });
        let stated = [buckets, quantiles, summary, native, max_series, ttl, init];
        let stated: TokenStream = stated.into_iter().flatten().collect();
        (!stated.is_empty()).then(|| {
            quote! {
                struct #spec;
                impl __metrics::Spec for #spec {
                    #stated
                }
                #(const _: () = #checks;)*
            }
        })
    }

    /// How a summary's quantiles forget.
    pub(super) fn summary_tokens(&self) -> Option<TokenStream> {
        let Field { max_age, age_buckets, .. } = self.field;
        let max_age = max_age.as_ref().map(|Keyed { value, .. }| {
            let span = durations::tokens(*value);
            quote!(.max_age(#span))
        });
        let age_buckets =
            age_buckets.as_ref().map(|Keyed { value, .. }| quote!(.age_buckets(#value)));
        (max_age.is_some() || age_buckets.is_some()).then(|| {
            quote! {
                const SUMMARY: __metrics::SummaryOptions =
                    __metrics::SummaryOptions::new() #max_age #age_buckets;
            }
        })
    }

    /// Checks of numbers that the macro may not know, each where it is written.
    pub(super) fn spec_checks(&self) -> Vec<TokenStream> {
        let Field { buckets, quantiles, native, .. } = self.field;
        let spec = &self.spec;
        let spec = quote!(<#spec as __metrics::Spec>);
        let buckets = buckets.as_ref().map(|Keyed { value: Listed { written, .. }, .. }| {
            let check = quote!(__metrics::check_buckets(#spec::BUCKETS));
            placed_at(written, &check)
        });
        let quantiles =
            quantiles.as_ref().map(|Keyed { value: Listed { written, .. }, .. }| {
                let check = quote!(__metrics::check_quantiles(#spec::QUANTILES));
                placed_at(written, &check)
            });
        let options = quote!(#spec::NATIVE);
        let native = native.iter().flat_map(|native| native.value.checks(&options));
        buckets.into_iter().chain(quantiles).chain(native).collect()
    }

    /// Checks of the keys that not every family takes, each at its key.
    pub(super) fn key_checks(&self, tree: &TokenStream, own: usize) -> Vec<TokenStream> {
        let Field { unit, max_series, ttl, init, .. } = self.field;
        let check = |span: Span, check: &str, more: Option<TokenStream>| {
            let check = Ident::new(check, span);
            quote_spanned!(span=> __metrics::#check(#tree, #own #more))
        };
        let unit = unit.as_ref().map(|unit| check(unit.value.span(), "check_unit", None));
        let max_series = max_series.as_ref().map(|Keyed { key, value }| {
            check(key.span(), "check_max_series", Some(quote!(, #value)))
        });
        let ttl = ttl.as_ref().map(|ttl| check(ttl.key.span(), "check_ttl", None));
        let init = init.as_ref().map(|key| check(key.span(), "check_init", None));
        let lines = self.lines_check(tree, own);
        [unit, max_series, ttl, init, lines].into_iter().flatten().collect()
    }

    /// A check of how many lines a family writes, if it may be one of histograms.
    pub(super) fn lines_check(&self, tree: &TokenStream, own: usize) -> Option<TokenStream> {
        let Field { ty, max_series, .. } = self.field;
        if max_series.is_some() || !self.is(Role::Metric) || !may_be_histograms(ty) {
            return None;
        }
        let span = self.field.declared_at();
        let check = Ident::new("check_lines", span);
        let (spec, own) = (&self.spec, number(own));
        Some(quote_spanned! {span=>
            __metrics::#check(#tree, #own, <#spec as __metrics::Spec>::BUCKETS)
        })
    }

    /// The kind that an attribute states.
    pub(super) fn stated_kind(&self) -> Option<Ident> {
        Some(Ident::new(self.field.stated_kind()?, Span::call_site()))
    }

    /// Writes the field's metrics, or what is computed.
    pub(super) fn emit_tokens(&self, desc: &TokenStream, scrape: &Ident) -> TokenStream {
        let Self { field: Field { ident, ty, value, .. }, asked, .. } = self;
        let kind = self.stated_kind().map(|kind| quote!(__metrics::kind::#kind));
        if let Some(Keyed { value, .. }) = value {
            let pulled = placed_at(value, &quote!(__metrics::Pulled::pulled));
            // Whoever computes nothing from the field itself still has a use for it.
            return quote! {
                let _ = &self.#ident;
                __metrics::computed::<#kind>(#desc, #scrape, || #pulled(#value));
            };
        }
        let emit = item_of(ty, asked, "emit");
        let kind = kind.map(|kind| quote!(::<#kind>));
        quote!(#emit #kind (&self.#ident, #desc, #scrape);)
    }

    /// The value that `new` gives the field.
    pub(super) fn init_tokens(&self) -> TokenStream {
        let Field { ident, ty, .. } = self.field;
        if self.field.is_argument() {
            return quote!(#ident);
        }
        let asked = if self.generic { &self.init_bound() } else { &self.asked };
        let init = item_of(ty, asked, "INIT");
        quote!(#ident: #init)
    }

    /// What `new` asks of a type that depends on the struct's parameters.
    pub(super) fn init_bound(&self) -> TokenStream {
        let Self { field, spec, .. } = self;
        let asked = trait_of_key(field).unwrap_or_else(|| Ident::new("Init", Span::call_site()));
        quote!(__metrics::#asked<#spec>)
    }

    /// The descriptor of a metric.
    pub(super) fn desc_tokens(&self) -> TokenStream {
        let Self { field, asked, .. } = self;
        let Field { ty, help, unit, .. } = field;
        let name = field.metric_name();
        let place = place_tokens(&field.ident);
        let kind = match self.stated_kind() {
            Some(kind) => quote!(__metrics_core::Kind::#kind),
            None => item_of(ty, asked, "KIND"),
        };
        let unit = unit.as_ref().map_or_else(String::new, |unit| unit.value.value());
        let of = if field.role() == Role::Computed {
            quote!(__metrics::FieldType::single(""))
        } else {
            item_of(ty, asked, "TYPE")
        };
        let const_labels = const_labels_tokens(&field.const_labels);
        quote! {
            __metrics::FieldDesc {
                name: #name,
                help: #help,
                stated_unit: #unit,
                kind: #kind,
                of: #of,
                const_labels: #const_labels,
                place: #place,
            }
        }
    }

    /// The descriptors of a group.
    pub(super) fn tree_tokens(&self) -> TokenStream {
        let Self { field, asked, .. } = self;
        let ty = &field.ty;
        let prefix = field.prefix.as_ref().map_or_else(String::new, |prefix| prefix.value.value());
        let const_labels = const_labels_tokens(&field.const_labels);
        let place = place_tokens(&field.ident);
        let tree = item_of(ty, asked, "TREE");
        quote! {
            __metrics::TreeGroup {
                prefix: #prefix,
                const_labels: #const_labels,
                tree: #tree,
                is_snapshot: false,
                place: #place,
            }
        }
    }

    pub(super) fn is(&self, role: Role) -> bool {
        self.field.role() == role
    }
}

/// Where the field, or the key, stands. `line!` would be the line of the derive.
pub(super) fn place_tokens(field: &Ident) -> TokenStream {
    let name = unraw(field);
    let (file, line) = if proc_macro::is_available() {
        let span = field.span().unwrap();
        let line = number(span.line().min(u32::MAX as usize));
        (span.file(), quote!(#line))
    } else {
        (String::new(), quote!(::core::line!()))
    };
    let file = if file.is_empty() { quote!(::core::file!()) } else { quote!(#file) };
    quote!(__METRICS_TYPE.place(#name, #file, #line))
}
