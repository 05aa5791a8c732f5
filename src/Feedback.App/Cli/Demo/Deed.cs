using System.Text.Json.Nodes;
using Feedback.Core.Requests;

namespace Feedback.App.Cli.Demo;

/// <summary>What somebody at the retailer does about a ticket, as they would on its page.</summary>
/// <param name="Day">From which day of the play on: on the first morning on which there is such a ticket.</param>
/// <param name="Who">Who does it.</param>
/// <param name="Theme">What the ticket is about.</param>
/// <param name="While">The state in which the ticket must be.</param>
/// <param name="Method">The call's method.</param>
/// <param name="Call">The call, below the ticket.</param>
/// <param name="Body">What is sent; it gets the time.</param>
/// <param name="IsDone">Whether the ticket shows that it was done before.</param>
internal sealed record Deed(
    int Day, string Who, string Theme, string While, HttpMethod Method, string Call, Func<DateTimeOffset, JsonObject> Body,
    Func<JsonNode, bool> IsDone)
{
    /// <summary>For how many days it waits for such a ticket.</summary>
    public const int Patience = 40;

    /// <summary>Moves it to another state.</summary>
    public static Deed Move(int day, string who, string theme, string from, string to, string? reason = null) => new(
        day, who, theme, from, HttpMethod.Post, "transitions", _ => reason is null ? new() { ["to"] = to } : new() { ["to"] = to, ["reason"] = reason },
        _ => false);

    /// <summary>Says something about it.</summary>
    public static Deed Say(int day, string who, string theme, string state, string text) =>
        new(day, who, theme, state, HttpMethod.Post, "comments", _ => new() { ["text"] = text },
            ticket => ticket["history"]!.AsArray().Any(entry => entry!["text"]?.GetValue<string>() == text));

    /// <summary>Gives it to somebody.</summary>
    public static Deed Assign(int day, string who, string theme, string state, string silo, string assignee, params string[] helpers) => new(
        day, who, theme, state, HttpMethod.Put, "owner", _ => new()
        {
            ["silo"] = silo,
            ["assignee"] = assignee,
            ["collaborators"] = new JsonArray([.. helpers.Select(helper => (JsonNode?)helper)]),
        }, ticket => ticket["assignee"]?.GetValue<string>() == assignee);

    /// <summary>Says until when it is to be shipped.</summary>
    public static Deed Due(int day, string who, string theme, string state, int days) => new(
        day, who, theme, state, HttpMethod.Put, "due", now => new() { ["dueAt"] = Rfc3339.Format(now.AddDays(days)) },
        ticket => ticket["dueAt"] is not null);
}

/// <summary>The people of the retailer, and what they do. What comes of it, nobody writes: the customers' later feedback decides.</summary>
internal static class RetailPeople
{
    public const string Experience = "Claire Moreau";
    private const string Warehouse = "Tom Becker";
    private const string Billing = "Sofia Lindqvist";
    private const string Web = "Marcus Hale";
    private const string Product = "Ines Duarte";
    private const string Service = "Priya Nair";

    /// <summary>Everybody.</summary>
    public static IReadOnlyList<string> All { get; } = [Experience, Warehouse, Billing, Web, Product, Service];

    /// <summary>Who gets the digest: the address, the name and what concerns them.</summary>
    public static IReadOnlyList<(string Address, string Name, string Audience)> Readers { get; } =
    [
        ("claire.moreau@example.com", Experience, "all"), ("tom.becker@example.com", Warehouse, "logistics"),
        ("sofia.lindqvist@example.com", Billing, "billing"),
    ];

    /// <summary>What they do, in the order of the days.</summary>
    public static IReadOnlyList<Deed> Deeds { get; } = [.. new[]
    {
        // What customers say of the goods all the time: the size is worked on, the rest is a matter of taste or waits.
        Deed.Move(9, Product, "fit-size", "open", "accepted"),
        Deed.Assign(12, Product, "fit-size", "accepted", "product", Product, "web"),
        Deed.Move(40, Product, "fit-size", "accepted", "in-progress"),
        Deed.Say(41, Web, "fit-size", "in-progress", "The product page has room for a table of measurements. We need the figures from buying."),
        Deed.Move(94, Product, "fit-size", "in-progress", "shipped",
            "Each product page now shows the garment's own measurements, and says whether customers find that it runs small or large."),
        Deed.Move(11, Experience, "cut-shape", "open", "dismissed",
            "Customers contradict each other about the cut; what they agree about is the size, which has a ticket of its own."),
        Deed.Move(16, Experience, "style-design", "open", "dismissed", "A matter of taste. Buying reads these, and needs no ticket for it."),

        // The form that rejects addresses: mended, proved, closed.
        Deed.Move(AddressForm + 5, Warehouse, "delivery-options", "open", "accepted"),
        Deed.Assign(AddressForm + 5, Warehouse, "delivery-options", "accepted", "web", Web, "logistics"),
        Deed.Move(AddressForm + 7, Web, "delivery-options", "accepted", "in-progress"),
        Deed.Say(AddressForm + 7, Web, "delivery-options", "in-progress", "The form rejects flat numbers since the last release."),
        Deed.Move(RetailStrands.AddressFormMended, Web, "delivery-options", "in-progress", "shipped",
            "You can change the delivery address of an order again until it is packed, flat number included."),
        Deed.Move(RetailStrands.AddressFormMended + 10, Experience, "delivery-options", "verified", "closed", "Done, and the customers have been told."),

        // The late orders: heard at the service desk and on invoices, caused in the warehouse; mended and proved.
        Deed.Move(RetailStrands.WarehouseBehind + 3, Warehouse, "delivery-time", "open", "accepted"),
        Deed.Assign(RetailStrands.WarehouseBehind + 3, Warehouse, "delivery-time", "accepted", "logistics", Warehouse, "service"),
        Deed.Say(RetailStrands.WarehouseBehind + 4, Service, "delivery-time", "accepted",
            "We answer this all day and can only say that we do not know. Those who wait longest ask billing for their money next."),
        Deed.Move(RetailStrands.WarehouseBehind + 6, Warehouse, "delivery-time", "accepted", "in-progress"),
        Deed.Say(RetailStrands.WarehouseBehind + 6, Warehouse, "delivery-time", "in-progress",
            "Packing is the bottleneck: orders of the evening lie until noon. An evening shift starts when it is staffed."),
        Deed.Move(RetailStrands.EveningShift, Warehouse, "delivery-time", "in-progress", "shipped",
            "An evening shift now packs what you order during the day, so that your order leaves our warehouse by the next morning."),
        Deed.Say(RetailStrands.EveningShift + 16, Experience, "delivery-time", "verified",
            "Customers confirm it. The service desk has time again; billing still has the refunds that came of it."),

        // The slow refunds: the first try made it worse.
        Deed.Move(RetailStrands.RefundsSlow + 5, Billing, "refund", "open", "accepted"),
        Deed.Assign(RetailStrands.RefundsSlow + 5, Billing, "refund", "accepted", "billing", Billing, "logistics", "service"),
        Deed.Move(RetailStrands.RefundsSlow + 8, Billing, "refund", "accepted", "in-progress"),
        Deed.Move(RetailStrands.ReturnMail, Billing, "refund", "in-progress", "shipped",
            "You now get a mail as soon as your return has reached us, so that you know that your refund is on its way."),
        Deed.Say(RetailStrands.ReturnMail + 8, Service, "refund", "ineffective", "The mail makes people ask sooner: it says that the refund is on its way."),
        Deed.Say(RetailStrands.ReturnMail + 9, Billing, "refund", "ineffective",
            "A mail does not pay anybody back. Next we pay on the day on which the parcel is scanned; that needs the warehouse's system."),

        // Accounts that cannot be opened: in progress.
        Deed.Move(RetailStrands.SignUp + 4, Web, "account-access", "open", "accepted"),
        Deed.Assign(RetailStrands.SignUp + 4, Web, "account-access", "accepted", "web", Web, "service"),
        Deed.Move(RetailStrands.SignUp + 8, Web, "account-access", "accepted", "in-progress"),
        Deed.Say(RetailStrands.SignUp + 8, Web, "account-access", "in-progress", "The mail that confirms a new account lands in spam. We change its sender."),
        Deed.Due(RetailStrands.SignUp + 9, Web, "account-access", "in-progress", 28),

        // Cards that are declined: accepted.
        Deed.Move(RetailStrands.CardsDeclined + 4, Billing, "payment-method", "open", "accepted"),
        Deed.Assign(RetailStrands.CardsDeclined + 4, Billing, "payment-method", "accepted", "billing", Billing, "web", "store"),
        Deed.Due(RetailStrands.CardsDeclined + 5, Billing, "payment-method", "accepted", 21),
        Deed.Move(RetailStrands.CardsDeclined + 6, Billing, "payment-processing", "open", "accepted"),
        Deed.Say(RetailStrands.CardsDeclined + 6, Billing, "payment-processing", "accepted",
            "The same failure as the declined cards, told by customers who saw the payment fail. The payment provider is looking into it."),
    }.OrderBy(deed => deed.Day)];

    private const int AddressForm = RetailStrands.AddressForm;
}
