using Feedback.Core.Digests;
using Feedback.Core.Mail;

namespace Feedback.Web.Api.OpenApi;

/// <summary>The examples of digests. Not fields: the order of those in two files of one class is not defined.</summary>
internal static partial class Examples
{
    public const string PostedRecipient = """{ "email": "ann@example.com", "name": "Ann", "audience": "billing", "timeZone": "Europe/Berlin" }""";

    public const string DigestText = """
        Retail customer journey. Week 47, 16 to 22 November 2026.

        No significant change: 48% of 3,905 opinions were complaints, compared with
        49% in the four weeks before.
        """;

    public static DigestRecipientView DigestRecipient =>
        new("1f0c8a61d2b94e77a0c35e9b1d4f6a82", "ann@example.com", "Ann", "billing", "retail", "en", "Europe/Berlin", From, null);

    public static Listing<DigestRecipientView> DigestRecipientList => new([DigestRecipient], null);

    public static Listing<DigestEntryView> DigestList => new([DigestEntryView.Of(Digest)], null);

    public static WrittenDigestView WrittenDigest => new(
        "Week 47: more complaints about Refunds",
            "No significant change: 48% of 3,905 opinions were complaints, compared with 49% in the four weeks before.",
            "CSAT 4.2 of 5 (412 responses; 4.2 before).", null, null,
        [
            new(DigestPart.Moves, "What went up and what went down", null,
                [new("More complaints about Refunds: 41, compared with 22 in a usual week.",
                    "At “I pay for it”; owner: Billing and credit. A usual week is the average of the previous 4 weeks.", "stages/pay", DigestTone.Bad)],
                        null),
        ],
        Digest);

    public static DigestSendingView DigestSending => new("2026-W47", false,
    [
        new(DigestRecipient.Id, DigestRecipient.Email, DigestRecipient.Audience, DigestRecipient.Journey, DigestAction.Send, NoticeState.Waiting, At, 0, null),
    ]);

    public static DigestSendingView PlannedDigest =>
        new("2026-W47", true,
            [new(DigestRecipient.Id, DigestRecipient.Email, DigestRecipient.Audience, DigestRecipient.Journey, DigestAction.HasIt, NoticeState.Sent, At, 1,
                null)]);

    private static Digest Digest => new()
    {
        Week = "2026-W47",
        Journey = "retail",
        Audience = "all",
        From = new(2026, 11, 16, 0, 0, 0, TimeSpan.Zero),
        To = new(2026, 11, 23, 0, 0, 0, TimeSpan.Zero),
        Finished = true,
        MadeAt = new(2026, 11, 23, 7, 0, 0, TimeSpan.Zero),
        Figures = new(3_905, 2_002, 1_874, 4, 15_080, 7_389, DigestTrend.AsUsual, null, null, new(4.2, 412, 0.83), new(4.2, 1_749, 0.83)),
        Stages = [new("pay", 760, 158, 594)],
        Moves = [new(new("refund", "pay"), MoveKind.Complaints, 41, 22, "billing")],
        Tickets = new(["retail.refund.2026-11-20"], [], [], [], 1, 1),
        Asks = [new("retail.refund.2026-11-20", Id)],
        Quotes = [new(Id, "pay", "refund", false, 0, 26)],
        Unowned = new(12, 4, "store"),
    };
}
