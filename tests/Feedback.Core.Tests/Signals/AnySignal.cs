using System.Globalization;
using Feedback.Core.Records;
using Feedback.Core.Signals;
using FsCheck;
using FsCheck.Fluent;

namespace Feedback.Core.Tests.Signals;

/// <summary>Signals of one hour, of few stages, touchpoints and themes, so that many fall together; of enough customers to fill a sketch.</summary>
internal static class AnySignal
{
    public static readonly Gen<Ratings?> Ratings =
        from nps in Maybe(0, 10)
        from csat in Maybe(1, 5)
        from ces in Maybe(1, 7)
        select nps is null && csat is null && ces is null ? null : new Ratings(nps, csat, ces);

    public static readonly Gen<Signal> One =
        from feedback in Gen.Choose(0, 0xFFFF)
        from seconds in Gen.Choose(0, 3599)
        from stage in Gen.Elements("buy", "receive", "unmapped")
        from theme in Gen.Elements("refund", "staff", null)
        from touchpoint in Gen.Elements("store", "web")
        from heardBy in Gen.Elements("stores", "web-shop")
        from ownedBy in Gen.Elements("billing", "stores", null)
        from sentiment in Gen.OneOf(Gen.Choose(-1000, 1000), Gen.Choose(-60, 60))
        from customer in Gen.Choose(0, 150)
        from ratings in Ratings
        from segments in Gen.Elements<string[]?>(null, ["gold"], ["gold", "petite"], ["petite"])
        select new Signal
        {
            Feedback = FeedbackId.OfEvent("any", feedback.ToString(CultureInfo.InvariantCulture)),
            OccurredAt = new DateTimeOffset(2026, 11, 20, 17, 0, 0, TimeSpan.Zero).AddSeconds(seconds),
            Touchpoint = touchpoint,
            HeardBy = heardBy,
            Stage = stage,
            Theme = theme,
            OwnedBy = ownedBy,
            Sentiment = sentiment,
            Customer = customer == 0 ? null : CustomerKey(customer),
            Ratings = ratings is null ? null : new("buy", ratings),
            Segments = segments,
        };

    public static readonly Gen<Signal[]> Many = Gen.Choose(0, 500).SelectMany(count => One.ArrayOf(count));

    /// <summary>The form of a customer key: 32 hexadecimal digits, spread evenly.</summary>
    public static string CustomerKey(int customer) => FeedbackId.OfEvent("customer", customer.ToString(CultureInfo.InvariantCulture));

    private static Gen<int?> Maybe(int lowest, int highest) => Gen.Choose(lowest - 1, highest).Select(value => value < lowest ? (int?)null : value);
}
