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

    public static IReadOnlyList<Strand> Of(Wordings words) =>
    [
        // The story.
        new("address", "delivery-options", Mood.Annoyed, [(Checkout.Id, 3), (Desk.Id, 4)],
            [.. Mixed(words.Asking("change_shipping_address", Trouble), words.Asking("set_up_shipping_address", Trouble))],
            [(0, 0.25), (AddressForm, 5), (AddressFormMended, 0.25)]),
        new("late", "delivery-time", Mood.Annoyed, [(Desk.Id, 6), (Parcels.Id, 3)], [.. words.Waiting(late: true)],
            [(0, 0.8), (WarehouseBehind, 8), (EveningShift, 0.8)]),
        new("refund", "refund", Mood.Annoyed, [(Desk.Id, 5), (Invoices.Id, 4)],
            [.. Mixed(words.Paying("Refund_not_showing_up", NoRefund), words.Paying("request_refund", "refund.*(?:not|n't|yet)|(?:not|n't|yet).*refund")
                .Concat(words.Asking("track_refund")).Concat(words.Asking("get_refund", "refund")))],
            [(0, 0.5), (RefundsSlow, 4.5), (ReturnMail, 12), (ReturnMailsFewer, 3.5)]),
        new("sign-up", "account-access", Mood.Annoyed, [(Checkout.Id, 5), (Desk.Id, 4)],
            [.. Mixed(words.Asking("registration_problems"), words.Paying("passcode_forgotten", "password"), words.Asking("recover_password", "password"))],
            [(0, 0.3), (SignUp, 4.5)]),
        new("declined", "payment-method", Mood.Annoyed, [(Checkout.Id, 6), (Desk.Id, 2), (Tills.Id, 2)],
            [.. Mixed(words.Paying("declined_card_payment", "card|declin"), words.Paying("contactless_not_working", "contactless"))],
            [(0, 0.7), (CardsDeclined, 7)]),
        new("twice", "invoice-error", Mood.Angry, [(Invoices.Id, 6), (Desk.Id, 4)], [.. words.Paying("transaction_charged_twice", Twice)],
            [(0, 0.35), (ChargedTwice, 10)]),

        // What is asked all the time.
        Every("where", Mood.Asking, 1.3, [(Desk.Id, 1)], words.Waiting(late: false)),
        Every("track", Mood.Asking, 0.3, [(Desk.Id, 1)], words.Asking("track_order")),
        Every("period", Mood.Asking, 0.4, [(Desk.Id, 2), (Checkout.Id, 1)], words.Asking("delivery_period")),
        Every("options", Mood.Asking, 0.4, [(Checkout.Id, 1)], words.Asking("delivery_options", "method|option|express|pick")),
        Every("invoice", Mood.Asking, 0.4, [(Invoices.Id, 1)], Mixed(words.Asking("check_invoice"), words.Asking("get_invoice"))),
        Every("methods", Mood.Asking, 0.3, [(Checkout.Id, 3), (Desk.Id, 1)], words.Asking("check_payment_methods")),
        Every("payment", Mood.Annoyed, 0.15, [(Checkout.Id, 2), (Invoices.Id, 1)], words.Asking("payment_issue")),
        Every("pending", Mood.Annoyed, 0.9, [(Invoices.Id, 3), (Desk.Id, 1)],
            words.Paying("pending_card_payment", "(?:my|the|an?|this) .*(?:payment|transaction|purchase).*(?:pending|still|through)")),
        Every("extra", Mood.Annoyed, 0.5, [(Invoices.Id, 1)],
            Mixed(words.Paying("card_payment_fee_charged", "charged"), words.Paying("extra_charge_on_statement", "charge|fee"))),
        Every("return", Mood.Asking, 0.7, [(Desk.Id, 3), (Tills.Id, 1)],
            Mixed(words.Paying("request_refund", "return|refund"), words.Asking("check_refund_policy", "refund|money"))),
        Every("change", Mood.Asking, 0.3, [(Desk.Id, 1)], words.Asking("change_order")),
        Every("cancel", Mood.Asking, 0.4, [(Desk.Id, 1)], words.Asking("cancel_order")),
        Every("buy", Mood.Asking, 0.1, [(Checkout.Id, 1)], words.Asking("place_order", "order|purchase|buy")),
        Every("newsletter", Mood.Asking, 0.3, [(Desk.Id, 1)], words.Asking("newsletter_subscription")),
        Every("contact", Mood.Asking, 0.2, [(Desk.Id, 1)], words.Asking("contact_customer_service")),
        Every("somebody", Mood.Annoyed, 0.3, [(Desk.Id, 1)], words.Asking("contact_human_agent")),
        Every("complaint", Mood.Angry, 0.15, [(Desk.Id, 1)], words.Asking("complaint")),
        Every("leave", Mood.Annoyed, 0.25, [(Desk.Id, 1)], words.Paying("terminate_account", "account")),

        // What is praised.
        Every("parcel-praise", Mood.Pleased, 0.45, [(Parcels.Id, 1)], words.Praising(Praise.OfDelivery)),
        Every("service-praise", Mood.Pleased, 0.35, [(Desk.Id, 1)], words.Praising(Praise.OfService)),
        Every("invoice-praise", Mood.Pleased, 0.2, [(Invoices.Id, 1)], words.Praising(Praise.OfInvoices)),
        Every("store-praise", Mood.Pleased, 0.7, [(Tills.Id, 1)], words.Praising(Praise.OfStores)),
    ];

    private const string Trouble = "problem|issue|error|can'?t|cannot|can not|not able|unable|wrong|isn'?t|not valid|not accept";
    private const string NoRefund = "(?:not|n't|missing|still|waiting|never|lost).*refund|refund.*(?:not|n't|missing|still|never|yet|lost|long)";
    private const string Twice = "(?:charged|charge|billed).*(?:twice|two times|double|2 times|again)|(?:twice|double)[- ]?(?:charged?|billed)|duplicate";

    private static Strand Every(string name, Mood mood, double rate, IReadOnlyList<(string Source, double Weight)> where, IEnumerable<Wording> wordings) =>
        new(name, null, mood, where, [.. wordings], [(0, rate)]);

    /// <summary>Several sets, a share of each at any time.</summary>
    private static IEnumerable<Wording> Mixed(params IEnumerable<Wording>[] sets) => sets
        .Select(set => set.ToList())
        .SelectMany(set => set.Select((wording, index) => (Wording: wording, Place: (index + 0.5) / set.Count)))
        .OrderBy(placed => placed.Place).Select(placed => placed.Wording);
}
