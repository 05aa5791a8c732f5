namespace Feedback.App.Cli.Demo;

/// <summary>What the samples are, and what they are not.</summary>
internal static class DemoText
{
    public const string Retail = """

        The words are real customers', but not one company's: reviews of clothes (Nick Brooks, Kaggle 2018, CC0), questions to a bank about payments,
        refunds and accounts (BANKING77, PolyAI, CC BY 4.0), praise and blame of other shops, sellers and places (Sentiment Labelled Sentences,
        D. Kotzias, UCI, CC BY 4.0), and generated messages to a shop's service desk (Bitext, CDLA-Sharing-1.0). Each was read and chosen for where it is said.
        Arranged by the demo: the retailer, its customers and staff, who says what where and when, all scores but the stars, the numbers of orders and
        invoices; where a text spoke of a bank card or a shop, a word was exchanged, and sentences of some reviews are left out. See data/README.md.
        Computed by the program: everything else. The demo wrote only feedback and what people did, through the HTTP API, while the clock was played.
        """;

    public const string Complaints = """

        These are complaints that consumers filed with the US Consumer Financial Protection Bureau (public domain), across many companies.
        The Bureau does not verify them. The data lacks these; the demo assigns them by fixed rules:
          dates             All lie in the last eight weeks. Dated complaints keep their order, so what rises here rose in the data (partly because
                            of the years and products in the sample); the rest is spread evenly.
          customers         The data names nobody: each row counts as one customer.
        All were filed on one web form, so that is the only touchpoint. Only complaints are filed there: the sentiment says nothing about banks.
        Running the demo again adds nothing. To serve this folder later: serve --Feedback:Journeys=complaints
        """;
}
