//! Model to code. Cannot fail: what could be wrong was found before.
//!
//! Two rules shape what is emitted. A field's type is asked for one trait only, at the type's own
//! tokens, so that a wrong type is one error there. And what the compiler can check without
//! knowing the struct's parameters stands in plain constants, because those in generic code are
//! evaluated only when something uses it.

use proc_macro2::{Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::{Generics, Ident, TypeParamBound, WherePredicate, parse_quote};

use super::{Buckets, Collector, Field, Role, unraw};
use crate::generics::{has_type_param, is_generic};
use crate::lint::{self, Finding};
use crate::tokens::{derived_impl, import, init_impl, item_of, placed_at, self_at, sharing_bound};

/// The whole expansion.
pub(super) fn collector(collector: &Collector, lints: &[Finding]) -> TokenStream {
    let expansion = Expansion::new(collector);
    let import = import(collector.krate.as_ref());
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
            #import
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

struct Expansion<'a> {
    collector: &'a Collector,
    /// Those of the struct, with what its fields need.
    generics: Generics,
    fields: Vec<FieldTokens<'a>>,
    /// Names of arguments. They must not be those of the user's statics, which they cannot shadow.
    descs: Ident,
    scrape: Ident,
}

/// A field, and how generated code speaks of it.
struct FieldTokens<'a> {
    field: &'a Field,
    generic: bool,
    /// The trait that its type is asked for.
    asked: TokenStream,
    /// The type that carries its attributes to `new`.
    spec: TokenStream,
}

impl<'a> FieldTokens<'a> {
    fn new(collector: &'a Collector, index: usize, field: &'a Field) -> Self {
        let generic = is_generic(&field.ty, &collector.generics);
        let spec = if field.buckets.is_some() {
            let spec = format_ident!("__MetricsSpec{index}");
            quote!(#spec)
        } else {
            quote!(__metrics_core::__private::Defaults)
        };
        let made = collector.new.is_some() && !field.is_argument();
        let asked = match field.role() {
            Role::Metric if field.buckets.is_some() && !generic => {
                quote!(__metrics_core::__private::BucketField<#spec>)
            }
            Role::Metric => quote!(__metrics_core::__private::Field),
            Role::Skipped => quote!(__metrics_core::__private::Shared),
            Role::Group if made && !generic => quote!(__metrics_core::__private::MadeGroupField),
            Role::Group => quote!(__metrics_core::__private::GroupField),
        };
        Self { field, generic, asked, spec }
    }

    fn spec_tokens(&self) -> Option<TokenStream> {
        let Buckets { written, tokens } = &self.field.buckets.as_ref()?.value;
        let spec = &self.spec;
        let check = quote! {
            __metrics_core::__private::check_buckets(
                <#spec as __metrics_core::__private::Spec>::BUCKETS
            )
        };
        let check = placed_at(written, &check);
        Some(quote! {
            struct #spec;
            impl __metrics_core::__private::Spec for #spec {
                const BUCKETS: &'static [::core::primitive::f64] = #tokens;
            }
            const _: () = #check;
        })
    }

    /// The value that `new` gives the field.
    fn init_tokens(&self) -> TokenStream {
        let Field { ident, ty, .. } = self.field;
        if self.field.is_argument() {
            return quote!(#ident);
        }
        let asked = if self.generic { &self.init_bound() } else { &self.asked };
        let init = item_of(ty, asked, "INIT");
        quote!(#ident: #init)
    }

    /// What `new` asks of a type that depends on the struct's parameters.
    fn init_bound(&self) -> TokenStream {
        let Self { field, spec, .. } = self;
        if field.buckets.is_some() {
            quote!(__metrics_core::__private::BucketField<#spec>)
        } else {
            quote!(__metrics_core::__private::Init<#spec>)
        }
    }

    fn is(&self, role: Role) -> bool {
        self.field.role() == role
    }
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
                Role::Metric | Role::Group => parse_quote!(#ty: #asked),
                Role::Skipped => parse_quote! {
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

    /// The tree of those fields that `take` takes.
    fn tree_tokens(&self, take: impl Fn(&FieldTokens<'a>) -> bool) -> TokenStream {
        let prefix = self.collector.prefix();
        let labels = self.collector.const_labels.iter().map(|(name, value)| {
            let name = unraw(name);
            quote!((#name, #value))
        });
        let own = self.of_role(Role::Metric).filter(|field| take(field));
        let own = own.map(|field| self.field_desc_tokens(field));
        let groups = self.of_role(Role::Group).filter(|field| take(field));
        let groups = groups.map(|field| self.tree_group_tokens(field));
        quote! {
            &__metrics_core::__private::Tree {
                prefix: #prefix,
                const_labels: &[#(#labels),*],
                own: &[#(#own),*],
                groups: &[#(#groups),*],
            }
        }
    }

    fn field_desc_tokens(&self, tokens: &FieldTokens<'a>) -> TokenStream {
        let FieldTokens { field, asked, .. } = tokens;
        let Field { ty, help, .. } = field;
        let name = field.metric_name();
        let unit = field.unit.as_ref().map_or_else(String::new, |unit| unit.value.value());
        let place = self.place_tokens(field);
        let kind = item_of(ty, asked, "KIND");
        let labels = item_of(ty, asked, "LABELS");
        quote! {
            __metrics_core::__private::FieldDesc {
                name: #name,
                help: #help,
                unit: #unit,
                kind: #kind,
                labels: #labels,
                place: #place,
            }
        }
    }

    fn tree_group_tokens(&self, tokens: &FieldTokens<'a>) -> TokenStream {
        let FieldTokens { field, asked, .. } = tokens;
        let ty = &field.ty;
        let prefix = field.prefix.as_ref().map_or_else(String::new, |prefix| prefix.value.value());
        let place = self.place_tokens(field);
        let tree = item_of(ty, asked, "TREE");
        quote! {
            __metrics_core::__private::TreeGroup {
                prefix: #prefix,
                tree: #tree,
                place: #place,
            }
        }
    }

    /// Where the field stands. `line!` would be the line of the derive.
    fn place_tokens(&self, field: &Field) -> TokenStream {
        let ty = unraw(&self.collector.ident);
        let name = unraw(&field.ident);
        let (file, line) = if proc_macro::is_available() {
            let span = field.ident.span().unwrap();
            let line = u32::try_from(span.line()).unwrap_or(u32::MAX);
            (span.file(), quote!(#line))
        } else {
            (String::new(), quote!(::core::line!()))
        };
        let file = if file.is_empty() { quote!(::core::file!()) } else { quote!(#file) };
        quote! {
            __metrics_core::Place {
                file: #file,
                line: #line,
                field: ::core::option::Option::Some(__metrics_core::__private::FieldPlace {
                    module: ::core::module_path!(),
                    ty: #ty,
                    field: #name,
                }),
            }
        }
    }

    fn describe_tokens(&self) -> TokenStream {
        let tree = self.tree_tokens(|_| true);
        self.impl_tokens(
            &quote!(__metrics_core::Describe),
            quote!(const TREE: &'static __metrics_core::__private::Tree = #tree;),
        )
    }

    fn group_tokens(&self) -> TokenStream {
        let Self { descs, scrape, .. } = self;
        let force = self.force_checks();
        let own = self.of_role(Role::Metric).enumerate().map(|(i, tokens)| {
            let FieldTokens { field: Field { ident, ty, .. }, asked, .. } = tokens;
            let emit = item_of(ty, asked, "emit");
            quote!(#emit(&self.#ident, &#descs[#i], #scrape);)
        });
        let groups = self.of_role(Role::Group).enumerate().map(|(i, tokens)| {
            let FieldTokens { field: Field { ident, ty, .. }, asked, .. } = tokens;
            let next = i + 1;
            let emit = item_of(ty, asked, "emit");
            quote! {
                #emit(
                    &self.#ident,
                    &#descs[const { <Self as __metrics_core::Describe>::TREE.offset(#i) }
                        ..const { <Self as __metrics_core::Describe>::TREE.offset(#next) }],
                    #scrape,
                );
            }
        });
        let items = quote! {
            fn emit(
                &self,
                #descs: &[__metrics_core::Desc],
                #scrape: &mut __metrics_core::Scrape<'_>,
            ) {
                #force
                #(#own)*
                #(#groups)*
            }
        };
        self.impl_tokens(&quote!(__metrics_core::__private::Group), items)
    }

    fn collector_tokens(&self) -> TokenStream {
        let Self { descs, scrape, .. } = self;
        let force = self.force_checks();
        let items = quote! {
            fn describe(&self, #descs: &mut __metrics_core::Descs) {
                #force
                ::core::iter::Extend::extend(#descs, <Self as __metrics_core::Describe>::descs());
            }

            fn collect(&self, #scrape: &mut __metrics_core::Scrape<'_>) {
                <Self as __metrics_core::__private::Group>::emit(
                    self,
                    &<Self as __metrics_core::Describe>::descs(),
                    #scrape,
                );
            }

            fn as_group(
                &self,
            ) -> ::core::option::Option<&dyn __metrics_core::__private::Group> {
                ::core::option::Option::Some(self)
            }
        };
        let mut generics = self.generics.clone();
        generics.make_where_clause().predicates.push(sharing_bound());
        self.impl_in(&generics, &quote!(__metrics_core::Collector), items)
    }

    /// Whether some checks cannot be made before the struct's parameters are known.
    fn is_generic(&self) -> bool {
        self.fields.iter().any(|tokens| tokens.generic && !tokens.is(Role::Skipped))
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
            let tree = self.tree_tokens(|tokens| !tokens.generic);
            let item = quote! {
                const __METRICS_TREE: &__metrics_core::__private::Tree = #tree;
            };
            (quote!(__METRICS_TREE), Some(item))
        };
        let plain = self.check_calls(&tree, |tokens| !tokens.generic);
        let generic = self.is_generic().then(|| {
            let tree = quote!(<Self as __metrics_core::Describe>::TREE);
            let all = self.check_calls(&tree, |_| true);
            let checks = self
                .impl_tokens(&quote!(__MetricsChecks), quote!(const CHECKS: () = { #(#all;)* };));
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
            #(const _: () = #plain;)*
            #(const _: () = #shared;)*
            #generic
        }
    }

    fn check_calls(
        &self,
        tree: &TokenStream,
        take: impl Fn(&FieldTokens<'a>) -> bool,
    ) -> Vec<TokenStream> {
        let calls = |role, check: &'static str| {
            let fields = self.of_role(role).filter(|field| take(field)).enumerate();
            fields
                .map(|(i, tokens)| {
                    let span = tokens.field.ident.span();
                    let check = Ident::new(check, span);
                    quote_spanned!(span=> __metrics_core::__private::#check(#tree, #i))
                })
                .collect::<Vec<_>>()
        };
        let mut all = calls(Role::Metric, "check_field");
        all.extend(calls(Role::Group, "check_group"));
        all
    }

    /// What is unconventional. Apart from the rest, where the use of what is deprecated is
    /// allowed.
    fn lints_tokens(&self, findings: &[Finding]) -> Option<TokenStream> {
        if findings.is_empty() {
            return None;
        }
        let import = import(self.collector.krate.as_ref());
        // The kinds of those fields whose types are known and that need no bounds, which makes
        // them known anyway.
        let generic = !self.collector.generics.params.is_empty();
        let is_known = |tokens: &FieldTokens<'a>| {
            !generic || (!tokens.generic && tokens.field.buckets.is_none())
        };
        let known: Vec<&Ident> = self
            .of_role(Role::Metric)
            .filter(|tokens| is_known(tokens))
            .map(|tokens| &tokens.field.ident)
            .collect();
        let tree = if generic {
            self.tree_tokens(|tokens| tokens.is(Role::Metric) && is_known(tokens))
        } else {
            let ident = &self.collector.ident;
            quote!(<#ident as __metrics_core::Describe>::TREE)
        };
        let kind = |field: usize| {
            let ident = &self.fields[field].field.ident;
            let index = known.iter().position(|known| *known == ident)?;
            Some(quote!(__METRICS_TREE.own[#index].kind))
        };
        let findings = lint::tokens(findings, self.collector.strict.is_some(), kind);
        Some(quote! {
            const _: () = {
                #import
                #[allow(deprecated)]
                const __METRICS_TREE: &__metrics_core::__private::Tree = #tree;
                #findings
            };
        })
    }

    fn new_tokens(&self) -> Option<TokenStream> {
        let signature = new_signature(self.collector)?;
        let ident = &self.collector.ident;
        let inits: Vec<_> = self.fields.iter().map(FieldTokens::init_tokens).collect();
        let mut generics = self.generics.clone();
        let bounds = self.fields.iter().filter_map(|tokens| {
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
