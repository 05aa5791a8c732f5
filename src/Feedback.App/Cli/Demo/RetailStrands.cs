using Feedback.Core.Access;

namespace Feedback.App.Cli.Demo;

/// <summary>
/// The arrangement: what is said how often, and when. This is what the demo makes up. It says how many customers say a thing in a week, never what follows
/// from it: whether that is a rise, whose it is and whether a change has helped, the program finds out.
/// </summary>
internal static class RetailStrands
{
    public static readonly Source Reviews = new("web-reviews", "web", null);
    public static readonly Source Checkout = new("web-checkout", "web", null);
    public static readonly Source Tills = new("store-tills", "store", null);
    public static readonly Source Parcels = new("delivery-survey", "delivery", null);
    public static readonly Source Invoices = new("invoice-mailbox", "billing", null);
    public static readonly Source Desk = new("service-desk", "service", null);

    public static IReadOnlyList<Source> Sources { get; } = [Reviews, Checkout, Tills, Parcels, Invoices, Desk];

    /// <summary>Late orders: from when the warehouse falls behind until an evening shift packs.</summary>
    public const int WarehouseBehind = 31, EveningShift = 53;

    /// <summary>Refunds: slow from when the warehouse falls behind; a mail that confirms the return makes more customers ask.</summary>
    public const int RefundsSlow = 38, ReturnMail = 63, ReturnMailsFewer = 78;

    /// <summary>The form that rejects addresses, until it is mended.</summary>
    public const int AddressForm = 17, AddressFormMended = 37;

    /// <summary>Accounts that cannot be opened; cards that are declined; orders that are charged twice. These go on.</summary>
    public const int SignUp = 72, CardsDeclined = 85, ChargedTwice = 92;

    public static IReadOnlyList<Strand> Of(Wordings words)
    {
        return
        [
            // The story.
            Told("address", "delivery-options", [(0, 0.25), (AddressForm, 5), (AddressFormMended, 0.25)], (Checkout, 3), (Desk, 4)),
            Told("late", "delivery-time", [(0, 0.8), (WarehouseBehind, 8), (EveningShift, 0.8)], (Desk, 6), (Parcels, 3)),
            Told("never", null, [(0, 0.04), (WarehouseBehind, 0.6), (EveningShift, 0.04)], (Desk, 1)),
            Told("refund", "refund", [(0, 0.5), (RefundsSlow, 4.5), (ReturnMail, 12), (ReturnMailsFewer, 3.5)], (Desk, 5), (Invoices, 4)),
            Told("sign-up", "account-access", [(0, 0.3), (SignUp, 4.5)], (Checkout, 5), (Desk, 4)),
            Told("declined", "payment-method", [(0, 0.7), (CardsDeclined, 7)], (Checkout, 6), (Desk, 2), (Tills, 2)),
            Told("twice", "invoice-error", [(0, 0.35), (ChargedTwice, 10)], (Invoices, 6), (Desk, 4)),

            // What is asked all the time.
            Every("where", 1.3, (Desk, 1)),
            Every("track", 0.25, (Desk, 1)),
            Every("period", 0.4, (Desk, 2), (Checkout, 1)),
            Every("options", 0.4, (Checkout, 1)),
            Every("invoice", 0.4, (Invoices, 1)),
            Every("methods", 0.25, (Checkout, 3), (Desk, 1), (Tills, 1)),
            Every("payment", 0.1, (Checkout, 2), (Invoices, 1)),
            Every("pending", 0.3, (Invoices, 3), (Desk, 1)),
            Every("extra", 0.4, (Invoices, 1)),
            Every("return", 0.7, (Desk, 3), (Tills, 1)),
            Every("change", 0.3, (Desk, 1)),
            Every("cancel", 0.4, (Desk, 1)),
            Every("details", 0.15, (Desk, 2), (Checkout, 1)),
            Every("buy", 0.03, (Checkout, 1)),
            Every("feedback", 0.06, (Checkout, 1)),
            Every("newsletter", 0.25, (Desk, 1)),
            Every("contact", 0.12, (Checkout, 2), (Desk, 1)),
            Every("somebody", 0.12, (Checkout, 2), (Desk, 1)),
            Every("complaint", 0.2, (Desk, 1)),
            Every("leave", 0.15, (Desk, 1)),

            // What is praised and blamed all the time: the web shop itself, the parcel, the service desk and shops.
            Every("shop", 0.5, (Checkout, 1)),
            Every("parcel-praise", 0.8, (Parcels, 1)),
            Every("parcel-fault", 0.3, (Parcels, 1)),
            Every("service-praise", 0.3, (Desk, 1)),
            Every("store-praise", 0.7, (Tills, 1)),
            Every("store-fault", 0.45, (Tills, 1)),
        ];

        Strand Told(string name, string? theme, IReadOnlyList<(int From, double Rate)> rates, params (Source Source, double Weight)[] where) =>
            new(name, theme, [.. where.Select(place => (place.Source.Id, place.Weight))], words.Of(name), rates);

        Strand Every(string name, double rate, params (Source Source, double Weight)[] where) => Told(name, null, [(0, rate)], where);
    }
}
