using Feedback.Core.Access;

namespace Feedback.App.Cli.Demo;

/// <summary>
/// Who says what. Some hundreds of customers come back at several touchpoints, in an order in which a customer would: where the order is before the survey on
/// the parcel, the review of the dress after it, how to return it after the review, the refund at the end. All others are heard once.
/// </summary>
internal static class ReturningShoppers
{
    /// <summary>One thing that a customer says after another.</summary>
    private sealed record Way(Func<Telling, bool> First, Func<Telling, bool> Then, double LeastDays, double MostDays, double Share);

    private static readonly Way[] Ways =
    [
        // The late order, the question where it is, the money back.
        new(Is("late", RetailStrands.Parcels), Is("late", RetailStrands.Desk), 0.5, 4, 0.95),
        new(Is("late", RetailStrands.Desk), Is("refund", RetailStrands.Invoices), 2, 16, 0.8),
        new(Is("refund", RetailStrands.Desk), Is("refund", RetailStrands.Invoices), 2, 9, 0.5),
        // The dress that does not fit, its return, the money back.
        new(told => told is { Kind: "review", Stars: <= 2 }, Is("return", RetailStrands.Desk), 0.5, 6, 0.6),
        new(Is("return", RetailStrands.Desk), told => told.Kind == "refund", 5, 16, 0.6),
        new(Is("refund", RetailStrands.Invoices), told => told.Kind is "complaint" or "somebody" or "leave", 0.5, 8, 0.3),
        // What does not work on the web and then is asked for.
        new(Is("twice", RetailStrands.Invoices), Is("twice", RetailStrands.Desk), 0.1, 3, 0.6),
        new(Is("declined", RetailStrands.Checkout), told => told.Kind is "declined" && told.Source == RetailStrands.Desk, 0.02, 2, 0.6),
        new(Is("sign-up", RetailStrands.Checkout), Is("sign-up", RetailStrands.Desk), 0.02, 3, 0.6),
        new(Is("address", RetailStrands.Checkout), Is("address", RetailStrands.Desk), 0.02, 3, 0.6),
        new(told => told.Kind == "address", told => told.Kind == "late", 3, 10, 0.3),
        // What is ordered, comes, and is worn.
        new(told => told.Kind is "options" or "period" or "buy" or "methods", told => told.Kind is "where" or "track", 1, 6, 0.5),
        new(told => told.Kind is "where" or "track", told => told.Kind == "parcel", 0.5, 5, 0.7),
        new(told => told.Kind == "parcel", told => told is { Kind: "review" } && told.Source == RetailStrands.Reviews, 2, 9, 0.4),
        new(told => told.Kind == "till", told => told.Kind == "review", 3, 20, 0.25),
        new(told => told.Kind == "invoice", told => told.Kind is "pending" or "extra", 1, 12, 0.4),
    ];

    /// <summary>Names the customers.</summary>
    /// <param name="told">Everything that is said, in the order of time.</param>
    public static void Arrange(List<Telling> told)
    {
        var shoppers = 0;
        foreach (var (index, way) in Ways.Index())
        {
            var then = told.Where(way.Then).ToList();
            foreach (var first in told.Where(way.First).Where(first => Chance.Of($"{first.Name} way {index}") < way.Share))
            {
                var next = then.FindIndex(later => later.Shopper is null && (later.At - first.At).TotalDays is var days && days >= way.LeastDays
                    && days <= way.MostDays);
                if (next < 0)
                    continue;
                then[next].Shopper = first.Shopper ??= new(shoppers++);
                then.RemoveAt(next);
            }
        }

        foreach (var alone in told.Where(telling => telling.Shopper is null && !IsNameless(telling)))
            alone.Shopper = new(shoppers++);
    }

    // Who gives a score at a till often gives no name.
    private static bool IsNameless(Telling telling) => telling.Kind == "till" && Chance.Of(telling.Name + " name") < 0.6;

    private static Func<Telling, bool> Is(string kind, Source source) => told => told.Kind == kind && told.Source == source;
}
