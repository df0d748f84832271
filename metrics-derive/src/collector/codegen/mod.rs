//! Model to code. Cannot fail: what could be wrong was found before.
//!
//! Two rules shape what is emitted. A field's type is asked for one trait only, at the type's own
//! tokens, so that a wrong type is one error there. And what the compiler can check without
//! knowing the struct's parameters stands in plain constants, because those in generic code are
//! evaluated only when something uses it.

mod field;

use std::collections::HashMap;

use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::{Generics, Ident, LitStr, TypeParamBound, WherePredicate, parse_quote};

use field::{FieldTokens, place_tokens};

use super::{Collector, Field, Role, unraw};
use crate::attr::Keyed;
use crate::generics::has_type_param;
use crate::lint::{self, Finding};
use crate::tokens::{
    derived_impl, ends, import, init_impl, item_of, number, placed_at, self_at, sharing_bound,
};

/// The whole expansion.
pub(super) fn collector(collector: &Collector, lints: &[Finding]) -> TokenStream {
    let expansion = Expansion::new(collector);
    let names = expansion.names_tokens();
    let specs = expansion.fields.iter().filter_map(FieldTokens::spec_tokens);
    let describe = expansion.describe_tokens();
    let group = expansion.group_tokens();
    let collect = expansion.collector_tokens();
    let checks = expansion.checks_tokens();
    let new = expansion.new_tokens();
    let lints = expansion.lints_tokens(lints);
    quote! {
        #lints
        #[allow(
            deprecated,
            private_bounds,
            unused_qualifications,
            clippy::new_without_default,
            clippy::too_many_arguments,
        )]
        const _: () = {
            #names
            #(#specs)*
            #describe
            #group
            #collect
            #checks
            #new
        };
    }
}

/// The signature of the derived `new`, if one was asked for.
pub(super) fn new_signature(collector: &Collector) -> Option<TokenStream> {
    let new = collector.new.as_ref()?;
    let (key, vis) = (&new.key, &new.value);
    let fields = collector.fields.iter().filter(|field| field.is_argument());
    let arguments = fields.map(|Field { ident, ty, .. }| quote!(#ident: #ty));
    let doc = format!(
        "A `{}` whose metrics are new. Can be evaluated in a constant: the value of a `static`.",
        collector.ident
    );
    let this = self_at(&collector.ident);
    Some(quote! {
        #[doc = #doc]
        #[must_use]
        #vis const fn #key(#(#arguments),*) -> #this
    })
}

/// A list of constant labels.
fn const_labels_tokens(labels: &[(Ident, LitStr)]) -> TokenStream {
    let labels = labels.iter().map(|(name, value)| {
        let name = unraw(name);
        quote!((#name, #value))
    });
    quote!(&[#(#labels),*])
}

struct Expansion<'a> {
    collector: &'a Collector,
    /// Those of the struct, with what its fields need.
    generics: Generics,
    fields: Vec<FieldTokens<'a>>,
    /// Names of arguments. They must not be those of the user's statics, which they cannot shadow.
    descs: Ident,
    scrape: Ident,
}

impl<'a> Expansion<'a> {
    fn new(collector: &'a Collector) -> Self {
        let fields: Vec<_> = collector
            .fields
            .iter()
            .enumerate()
            .map(|(i, field)| FieldTokens::new(collector, i, field))
            .collect();
        let mut generics = collector.generics.clone();
        for param in generics.type_params_mut() {
            let bounds: [TypeParamBound; 3] = [
                parse_quote!(::core::marker::Send),
                parse_quote!(::core::marker::Sync),
                parse_quote!('static),
            ];
            param.bounds.extend(bounds);
        }
        let bounds = fields.iter().filter_map(|FieldTokens { field, asked, .. }| {
            let ty = has_type_param(&field.ty, &collector.generics).then_some(&field.ty)?;
            Some(match field.role() {
                Role::Metric | Role::Data | Role::Group => parse_quote!(#ty: #asked),
                Role::Computed | Role::Skipped => parse_quote! {
                    #ty: ::core::marker::Send + ::core::marker::Sync + 'static
                },
            })
        });
        let bounds: Vec<WherePredicate> = bounds.collect();
        if !bounds.is_empty() {
            generics.make_where_clause().predicates.extend(bounds);
        }
        let descs = Ident::new("__descs", Span::call_site());
        let scrape = Ident::new("__scrape", Span::call_site());
        Self { collector, generics, fields, descs, scrape }
    }

    /// The families of the struct itself.
    fn own(&self) -> impl Iterator<Item = &FieldTokens<'a>> {
        self.fields.iter().filter(|tokens| tokens.field.is_own())
    }

    fn of_role(&self, role: Role) -> impl Iterator<Item = &FieldTokens<'a>> {
        self.fields.iter().filter(move |field| field.is(role))
    }

    /// `impl of for …`.
    fn impl_tokens(&self, of: &TokenStream, items: TokenStream) -> TokenStream {
        self.impl_in(&self.generics, of, items)
    }

    fn impl_in(&self, generics: &Generics, of: &TokenStream, items: TokenStream) -> TokenStream {
        let ident = &self.collector.ident;
        let (params, arguments, clause) = generics.split_for_impl();
        derived_impl(ident, &quote!(#params #of for #ident #arguments #clause), items)
    }

    /// The tree of those fields that `take` takes; a snapshot is part of the whole one.
    fn tree_tokens(&self, whole: bool, take: impl Fn(&FieldTokens<'a>) -> bool) -> TokenStream {
        let prefix = self.collector.prefix();
        let labels = const_labels_tokens(&self.collector.const_labels);
        let own = self.own().filter(|field| take(field));
        let own = own.map(FieldTokens::desc_tokens);
        let groups = self.of_role(Role::Group).filter(|field| take(field));
        let groups = groups.map(FieldTokens::tree_tokens);
        let snapshot = whole.then(|| self.tree_snapshot_tokens()).flatten();
        quote! {
            &__metrics::Tree {
                prefix: #prefix,
                const_labels: #labels,
                own: &[#(#own),*],
                groups: &[#(#groups,)* #snapshot],
            }
        }
    }

    /// The function that takes snapshots.
    fn snapshot_tokens(&self) -> Option<TokenStream> {
        let path = &self.collector.snapshot.as_ref()?.value;
        // A closure, so that a function of another signature is wrong where it is called.
        let this = Ident::new("__this", ends(path).1);
        let call = quote!(__metrics::snapshot(|#this: &Self| #path(#this)));
        Some(placed_at(path, &call))
    }

    /// A snapshot is a group without a field.
    fn tree_snapshot_tokens(&self) -> Option<TokenStream> {
        let Keyed { key, .. } = self.collector.snapshot.as_ref()?;
        let snapshot = self.snapshot_tokens();
        let place = place_tokens(key);
        Some(quote! {
            __metrics::TreeGroup {
                prefix: "",
                const_labels: &[],
                tree: #snapshot.tree,
                is_snapshot: true,
                place: #place,
            }
        })
    }

    /// What all code of this struct names.
    fn names_tokens(&self) -> TokenStream {
        let import = import(self.collector.krate.as_ref());
        let ty = unraw(&self.collector.ident);
        quote! {
            #import
            const __METRICS_TYPE: __metrics::Type = __metrics::Type {
                module: ::core::module_path!(),
                name: #ty,
            };
        }
    }

    fn describe_tokens(&self) -> TokenStream {
        let tree = self.tree_tokens(true, |_| true);
        self.impl_tokens(
            &quote!(__metrics_core::Describe),
            quote!(const TREE: &'static __metrics::Tree = #tree;),
        )
    }

    fn group_tokens(&self) -> TokenStream {
        let Self { descs, scrape, .. } = self;
        let force = self.force_checks();
        let own = self.own().enumerate();
        let own = own.map(|(i, tokens)| {
            let i = number(i);
            tokens.emit_tokens(&quote!(&#descs[#i]), scrape)
        });
        let groups = self.of_role(Role::Group).enumerate().map(|(i, tokens)| {
            let FieldTokens { field: Field { ident, ty, .. }, asked, .. } = tokens;
            let emit = item_of(ty, asked, "emit");
            let range = self.range_tokens(i);
            quote!(#emit(&self.#ident, #range, #scrape);)
        });
        let snapshot = self.snapshot_tokens().map(|snapshot| {
            let range = self.range_tokens(self.of_role(Role::Group).count());
            quote! {
                let __snapshots = #snapshot;
                (__snapshots.emit)(__snapshots.take, self, #range, #scrape);
            }
        });
        let trust = self.trust_tokens();
        let items = quote! {
            fn emit(
                &self,
                #descs: &[__metrics_core::Desc],
                #scrape: &mut __metrics_core::Scrape<'_>,
            ) {
                #force
                #(#own)*
                #(#groups)*
                #snapshot
            }

            #trust
        };
        self.impl_tokens(&quote!(__metrics::Group), items)
    }

    /// The descriptors of a group.
    fn range_tokens(&self, group: usize) -> TokenStream {
        let descs = &self.descs;
        let (group, next) = (number(group), number(group + 1));
        quote! {
            &#descs[const { <Self as __metrics_core::Describe>::TREE.offset(#group) }
                ..const { <Self as __metrics_core::Describe>::TREE.offset(#next) }]
        }
    }

    /// What a scrape may take for granted; nothing if that is what it does by itself.
    fn trust_tokens(&self) -> Option<TokenStream> {
        let trust = quote!(__metrics::Trust);
        let some = |role| self.of_role(role).next().is_some();
        let least = if self.collector.snapshot.is_some() || some(Role::Computed) {
            Some(quote!(#trust::Foreign))
        } else {
            some(Role::Data).then(|| quote!(#trust::Data))
        };
        if least.is_none() && !some(Role::Group) {
            return None;
        }
        let least = least.unwrap_or_else(|| quote!(#trust::Cells));
        let body = self.of_role(Role::Group).fold(least, |least, tokens| {
            let FieldTokens { field: Field { ident, ty, .. }, asked, .. } = tokens;
            let group = item_of(ty, asked, "trust");
            quote!(::core::cmp::Ord::max(#least, #group(&self.#ident)))
        });
        Some(quote!(fn trust(&self) -> #trust { #body }))
    }

    fn collector_tokens(&self) -> TokenStream {
        let Self { descs, scrape, .. } = self;
        let force = self.force_checks();
        let items = quote! {
            fn describe(&self, #descs: &mut __metrics_core::Descs) {
                #force
                __metrics::describe::<Self>(#descs);
            }

            fn collect(&self, #scrape: &mut __metrics_core::Scrape<'_>) {
                __metrics::collect(self, #scrape);
            }

            fn as_group(
                &self,
            ) -> ::core::option::Option<&dyn __metrics::Group> {
                ::core::option::Option::Some(self)
            }
        };
        let mut generics = self.generics.clone();
        generics.make_where_clause().predicates.push(sharing_bound());
        self.impl_in(&generics, &quote!(__metrics_core::Collector), items)
    }

    /// Whether some checks cannot be made before the struct's parameters are known.
    fn is_generic(&self) -> bool {
        let snapshot = self.collector.snapshot.is_some();
        let has_params = !self.collector.generics.params.is_empty();
        snapshot && has_params
            || self.fields.iter().any(|tokens| tokens.generic && !tokens.is(Role::Skipped))
    }

    fn force_checks(&self) -> Option<TokenStream> {
        let forced = || {
            let checks = quote!(<Self as __MetricsChecks>::CHECKS);
            let checks = placed_at(&self.collector.ident, &checks);
            quote!(let () = #checks;)
        };
        self.is_generic().then(forced)
    }

    /// One constant for each check, at the field that it is about.
    fn checks_tokens(&self) -> TokenStream {
        let (tree, item) = if self.collector.generics.params.is_empty() {
            let ident = &self.collector.ident;
            (quote!(<#ident as __metrics_core::Describe>::TREE), None)
        } else {
            let tree = self.tree_tokens(false, |tokens| !tokens.generic);
            let item = quote! {
                const __METRICS_TREE: &__metrics::Tree = #tree;
            };
            (quote!(__METRICS_TREE), Some(item))
        };
        let whole = self.collector.generics.params.is_empty();
        let meetings = self.meetings_tokens(&tree, whole, |tokens| !tokens.generic);
        let meetings = meetings.map(|meetings| {
            quote! {
                const __METRICS_MEETINGS: &[::core::primitive::bool] = &#meetings;
            }
        });
        let name = quote!(__METRICS_MEETINGS);
        let plain = self.check_calls(&tree, &name, whole, |tokens| !tokens.generic);
        let generic = self.is_generic().then(|| {
            let tree = quote!(<Self as __metrics_core::Describe>::TREE);
            let meetings = self.meetings_tokens(&tree, true, |_| true);
            let meetings = meetings.map(|meetings| quote!(let __meetings = #meetings;));
            let all = self.check_calls(&tree, &quote!(&__meetings), true, |_| true);
            let checks = self.impl_tokens(
                &quote!(__MetricsChecks),
                quote!(const CHECKS: () = { #meetings #(#all;)* };),
            );
            quote! {
                trait __MetricsChecks {
                    const CHECKS: ();
                }
                #checks
            }
        });
        let shared = self.of_role(Role::Skipped).filter(|tokens| !tokens.generic);
        let shared = shared.map(|tokens| item_of(&tokens.field.ty, &tokens.asked, "SHARED"));
        quote! {
            #item
            #meetings
            #(const _: () = #plain;)*
            #(const _: () = #shared;)*
            #generic
        }
    }

    /// Which groups have names that are taken, if there are groups.
    fn meetings_tokens(
        &self,
        tree: &TokenStream,
        whole: bool,
        take: impl Fn(&FieldTokens<'a>) -> bool,
    ) -> Option<TokenStream> {
        let groups = self.of_role(Role::Group).filter(|field| take(field)).count();
        let groups = groups + usize::from(whole && self.collector.snapshot.is_some());
        if groups == 0 {
            return None;
        }
        let groups = number(groups);
        Some(placed_at(&self.collector.ident, &quote!(__metrics::meetings::<#groups>(#tree))))
    }

    fn check_calls(
        &self,
        tree: &TokenStream,
        meetings: &TokenStream,
        whole: bool,
        take: impl Fn(&FieldTokens<'a>) -> bool,
    ) -> Vec<TokenStream> {
        let call = |span: Span, check: &str, i: usize, meetings: Option<&TokenStream>| {
            let (check, i) = (Ident::new(check, span), number(i));
            let meetings = meetings.into_iter();
            quote_spanned!(span=> __metrics::#check(#tree, #i #(, #meetings)*))
        };
        let fields: Vec<_> = self.own().filter(|field| take(field)).enumerate().collect();
        let own =
            fields.iter().map(|(i, own)| call(own.field.declared_at(), "check_field", *i, None));
        let groups = self.of_role(Role::Group).filter(|field| take(field)).enumerate();
        let groups = groups
            .map(|(i, group)| call(group.field.ident.span(), "check_group", i, Some(meetings)));
        let mut all: Vec<_> = own.chain(groups).collect();
        if let Some(snapshot) = self.collector.snapshot.as_ref().filter(|_| whole) {
            let groups = self.of_role(Role::Group).count();
            let tokens = call(Span::call_site(), "check_snapshot", groups, Some(meetings));
            all.push(placed_at(&snapshot.value, &tokens));
        }
        all.extend(fields.iter().flat_map(|(i, own)| own.key_checks(tree, *i)));
        let names: Vec<_> = fields.iter().map(|(_, own)| own.field.metric_name()).collect();
        let claims = beginnings(&names).into_iter().flat_map(|(a, b)| [(a, b), (b, a)]);
        all.extend(claims.map(|(at, of)| {
            let span = fields[at].1.field.declared_at();
            let (check, at, of) = (Ident::new("check_claims", span), number(at), number(of));
            quote_spanned!(span=> __metrics::#check(#tree, #at, #of))
        }));
        // Of one name only where constant labels tell them apart.
        let mut first_of = HashMap::new();
        for (i, own) in &fields {
            let first = *first_of.entry(own.field.metric_name()).or_insert(*i);
            if first < *i {
                let span = own.field.declared_at();
                let check = Ident::new("check_alike", span);
                let (first, i) = (number(first), number(*i));
                all.push(quote_spanned! {span=>
                    __metrics::#check(#tree, #first, #i)
                });
            }
        }
        all
    }

    /// What is unconventional. Apart from the rest, where the use of what is deprecated is
    /// allowed.
    fn lints_tokens(&self, findings: &[Finding]) -> Option<TokenStream> {
        if findings.is_empty() {
            return None;
        }
        let names = self.names_tokens();
        // The kinds of those fields whose types are known and whose attributes say nothing to
        // them: what they say is not known out here.
        let generic = !self.collector.generics.params.is_empty();
        let in_tree = |tokens: &FieldTokens<'a>| {
            let is_known = !generic || (!tokens.generic && !tokens.states);
            tokens.field.is_own() && is_known
        };
        let tree = if generic {
            self.tree_tokens(false, in_tree)
        } else {
            let ident = &self.collector.ident;
            quote!(<#ident as __metrics_core::Describe>::TREE)
        };
        let kind = |field: usize| {
            self.fields.get(field).filter(|tokens| in_tree(tokens))?;
            let before = self.fields.iter().take(field).filter(|tokens| in_tree(tokens)).count();
            let before = number(before);
            Some(quote!(__METRICS_TREE.own[#before].kind))
        };
        let findings = lint::tokens(findings, self.collector.strict.is_some(), kind);
        // Nothing, if all depend on kinds that only the struct's parameters decide.
        (!findings.is_empty()).then(|| {
            quote! {
                const _: () = {
                    #names
                    #[allow(deprecated)]
                    const __METRICS_TREE: &__metrics::Tree = #tree;
                    #findings
                };
            }
        })
    }

    fn new_tokens(&self) -> Option<TokenStream> {
        let signature = new_signature(self.collector)?;
        let ident = &self.collector.ident;
        let fields = || self.fields.iter().filter(|tokens| !tokens.is(Role::Computed));
        let inits: Vec<_> = fields().map(FieldTokens::init_tokens).collect();
        let mut generics = self.generics.clone();
        let bounds = fields().filter_map(|tokens| {
            let Field { ty, .. } = tokens.field;
            let bound = tokens.init_bound();
            let asked = has_type_param(ty, &self.collector.generics);
            (asked && !tokens.field.is_argument()).then(|| parse_quote!(#ty: #bound))
        });
        let bounds: Vec<WherePredicate> = bounds.collect();
        if !bounds.is_empty() {
            generics.make_where_clause().predicates.extend(bounds);
        }
        let (params, arguments, clause) = generics.split_for_impl();
        let init = (!self.collector.takes_arguments())
            .then(|| init_impl(ident, &generics, &quote!(#arguments)));
        let new = derived_impl(
            ident,
            &quote!(#params #ident #arguments #clause),
            quote!(#signature { Self { #(#inits),* } }),
        );
        Some(quote!(#new #init))
    }
}

/// The pairs of names of which the first begins the second, or that are the total and the moment of
/// one counter: one may be what the other is, but for what metrics append. What that is, the kinds
/// know.
fn beginnings(names: &[String]) -> Vec<(usize, usize)> {
    let mut by_name: HashMap<&str, Vec<usize>> = HashMap::new();
    for (i, name) in names.iter().enumerate() {
        by_name.entry(name).or_default().push(i);
    }
    let mut pairs = Vec::new();
    for (longer, name) in names.iter().enumerate() {
        for (end, _) in name.match_indices('_') {
            let shorter = by_name.get(&name[..end]).into_iter().flatten();
            pairs.extend(shorter.map(|&shorter| (shorter, longer)));
        }
        if let Some(stem) = name.strip_suffix("_created") {
            let total = by_name.get(&*format!("{stem}_total")).into_iter().flatten();
            pairs.extend(total.map(|&total| (total, longer)));
        }
    }
    pairs
}
