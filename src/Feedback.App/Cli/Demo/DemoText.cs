namespace Feedback.App.Cli.Demo;

/// <summary>What the sample feedback is, and what it is not.</summary>
internal static class DemoText
{
    public const string WhatItIs = """

        What you see is made of real words of real customers, but not of one company:
          product reviews   Women's E-Commerce Clothing Reviews, Nick Brooks, Kaggle 2018 (CC0): one web shop's reviews, a sample
          complaints        Consumer Complaint Database, US Consumer Financial Protection Bureau (public domain): many companies, a sample;
                            the Bureau does not verify what people allege
        Not in the data, and assigned here by rule:
          dates             All are moved into the last eight weeks. Complaints with a date keep the order in which they were made, so what
                            rises here rose in the data (which years and products were sampled has a part in that); the rest is spread evenly.
          touchpoints       Reviews that speak of the store count as store, all others as web; complaints about cards, loans and debts as billing,
                            about accounts, transfers and credit reports as service.
          customers         Nobody is named in the data: each row counts as one customer.
          ratings           Stars are CSAT from 1 to 5. "Recommended: yes or no" is kept as an attribute: it is no NPS, and there is none here.
        Doing this again adds nothing: each row is known by its content. The dates stay those of the first time.
        """;
}
