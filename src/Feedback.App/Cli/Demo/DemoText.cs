namespace Feedback.App.Cli.Demo;

/// <summary>What the sample feedback is, and what it is not.</summary>
internal static class DemoText
{
    public const string WhatItIs = """

        The sample is what real customers wrote, but not about one company:
          product reviews   Women's E-Commerce Clothing Reviews, Nick Brooks, Kaggle 2018 (CC0): a sample of one web shop's reviews
          complaints        Consumer Complaint Database, US Consumer Financial Protection Bureau (public domain): a sample across many companies;
                            the Bureau does not verify the complaints
        The data lacks these; the demo assigns them by fixed rules:
          dates             All lie in the last eight weeks. Dated complaints keep their order, so what rises here rose in the data (partly because
                            of the years and products in the sample); the rest is spread evenly.
          touchpoints       Reviews that mention the store count as store, all others as web; complaints about cards, loans and debts count as
                            billing, those about accounts, transfers and credit reports as service.
          customers         The data names nobody: each row counts as one customer.
          ratings           Stars are CSAT from 1 to 5. "Recommended: yes or no" is kept as an attribute, because it is not an NPS; there is no NPS here.
        Running the demo again adds nothing: each row is recognised by its content, and keeps the date of the first run.
        """;
}
