using System.Globalization;
using System.Text.Json.Nodes;
using Feedback.Core.Access;

namespace Feedback.App.Cli.Demo;

/// <summary>One feedback that is being arranged.</summary>
/// <param name="Name">Its name, the same at every run.</param>
/// <param name="Kind">The strand that it belongs to.</param>
/// <param name="Source">Where it is said.</param>
/// <param name="At">When.</param>
internal sealed record Telling(string Name, string Kind, Source Source, DateTimeOffset At)
{
    /// <summary>What is said; <c>null</c> where only a score is given.</summary>
    public string? Text { get; init; }

    /// <summary>What its publisher's label says it is about.</summary>
    public string? Theme { get; init; }

    /// <summary>The publisher's stars; <c>null</c> where there are none.</summary>
    public int? Stars { get; init; }

    /// <summary>How the customer is; <c>null</c> for content.</summary>
    public Mood? Mood { get; init; }

    /// <summary>What else the source says.</summary>
    public IReadOnlyList<(string Name, string Value)> Attributes { get; init; } = [];

    /// <summary>Who says it; <c>null</c> for somebody who gives no name.</summary>
    public Shopper? Shopper { get; set; }

    /// <summary>The feedback as it is posted.</summary>
    public SampleItem ToItem()
    {
        var attributes = new List<(string, string)>(Attributes);
        if (Shopper is { } shopper)
        {
            if (shopper.MayContact is { } may)
                attributes.Add(("mayContact", may ? "yes" : "no"));
            // What a till or a survey does not know.
            if (Source == RetailStrands.Invoices || Source == RetailStrands.Desk)
                attributes.Add(("lifetimeValue", shopper.LifetimeValue.ToString(CultureInfo.InvariantCulture)));
            if (shopper.HasStoreCard && Source != RetailStrands.Reviews)
                attributes.Add(("product", "Store card"));
        }

        var text = Text is not null && Stars is null ? Wordings.Filled(Text, Name, Shopper?.Ordered ?? Wordings.Garments[0]) : Text;
        return SampleItem.Of(Source, Name, At, text, Shopper?.ToJson(), Ratings(), attributes, Theme);
    }

    /// <summary>The scores: stars are the reviewer's own; the others are arranged, and go with what is said. Who only asks judges nothing, but for the effort
    /// that it took to ask.</summary>
    private JsonObject? Ratings()
    {
        if (Source == RetailStrands.Tills && Mood != Demo.Mood.Asking)
            return new() { ["nps"] = Nps() };
        if (Stars is { } stars)
            return new() { ["csat"] = stars };
        if (Source == RetailStrands.Parcels || (Source == RetailStrands.Checkout && Mood != Demo.Mood.Asking && Answers))
            return new() { ["csat"] = Csat() };
        if (Source == RetailStrands.Desk && Answers)
            return new() { ["ces"] = Ces() };
        return null;
    }

    private bool Answers => Chance.Of(Name + " answers") < 0.6;

    private int Nps() => (Mood, Stars) switch
    {
        (Demo.Mood.Pleased, _) => Chance.Pick(Name + " nps", (10, 3), (9, 2)),
        (Demo.Mood.Mixed, _) => Chance.Pick(Name + " nps", (8, 1), (7, 3), (6, 2)),
        (Demo.Mood.Annoyed, _) => Chance.Pick(Name + " nps", (5, 1), (4, 2), (3, 3), (2, 2)),
        (Demo.Mood.Angry, _) => Chance.Pick(Name + " nps", (0, 3), (1, 2), (2, 1)),
        (_, 5) => Chance.Pick(Name + " nps", (9, 1), (10, 2)),
        (_, 4) => Chance.Pick(Name + " nps", (7, 1), (8, 3), (9, 2)),
        (_, 3) => Chance.Pick(Name + " nps", (5, 1), (6, 2), (7, 1)),
        (_, 2) => Chance.Pick(Name + " nps", (2, 1), (3, 2), (4, 2)),
        (_, 1) => Chance.Pick(Name + " nps", (0, 2), (1, 1), (2, 1)),
        _ => Chance.Pick(Name + " nps", (10, 24), (9, 24), (8, 20), (7, 12), (6, 8), (5, 5), (4, 2), (3, 2), (2, 1), (1, 1), (0, 1)),
    };

    private int Csat() => Mood switch
    {
        null => Chance.Pick(Name + " csat", (5, 50), (4, 32), (3, 11), (2, 4), (1, 3)),
        Demo.Mood.Pleased => Chance.Pick(Name + " csat", (5, 4), (4, 1)),
        Demo.Mood.Mixed => Chance.Pick(Name + " csat", (3, 3), (4, 1)),
        Demo.Mood.Angry => 1,
        _ => Chance.Pick(Name + " csat", (1, 5), (2, 4)),
    };

    // How easy it was: 7 is the easiest.
    private int Ces() => Mood switch
    {
        Demo.Mood.Pleased => Chance.Pick(Name + " ces", (7, 3), (6, 2)),
        Demo.Mood.Mixed => Chance.Pick(Name + " ces", (4, 2), (3, 1)),
        Demo.Mood.Annoyed => Chance.Pick(Name + " ces", (1, 2), (2, 4), (3, 2)),
        Demo.Mood.Angry => Chance.Pick(Name + " ces", (1, 4), (2, 2)),
        _ => Chance.Pick(Name + " ces", (6, 2), (5, 4), (4, 3)),
    };
}
