using Feedback.Core.Customers;
using Feedback.Core.Mail;

namespace Feedback.Web.Api.OpenApi;

/// <summary>The examples of single customers. Not fields: the order of those in two files of one class is not defined.</summary>
internal static partial class Examples
{
    public const string PostedFindCustomer = """{ "email": "a@example.com" }""";

    public const string CustomerExport = """
        {
          "customer": "c0ffee00c0ffee00c0ffee00c0ffee00", "exportedAt": "2026-11-21T09:00:00+00:00",
          "profile": { "key": "c0ffee00c0ffee00c0ffee00c0ffee00", "id": "c-7781", "email": "a@example.com", "firstSeen": "2026-11-20T17:03:13+00:00" },
          "alsoKnownAs": [],
          "feedback": [{ "id": "7d1c0f6b9a2e4d5f8c3b1a0e9d8c7b6a", "source": "pos-42", "touchpoint": "store", "occurredAt": "2026-11-20T17:03:11+00:00", "text": "The refund took six weeks." }],
          "notices": []
        }
        """;

    private const string Key = "c0ffee00c0ffee00c0ffee00c0ffee00";

    public static FoundCustomers FoundCustomers => new([Key]);

    public static CustomerView Customer =>
        new(Key, "c-7781", "a@example.com", At.AddSeconds(2), null, null, Contact.Yes, 1_240.50m, 1, At, At, [new("store", 1)], []);

    public static Listing<TimelineEntryView> CustomerHistory => new(
        [
            new("notice", To, null, null, null, null, null, [], [Ticket.Id], NoticeState.Sent),
            new("feedback", At, Id, "store", "pos-42", Bad, new(4, 2, 6), ["refund"], [Ticket.Id], null),
        ], null);
}
