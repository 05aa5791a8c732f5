namespace Feedback.App.Cli.Demo;

/// <summary>
/// Praise among UCI's sentences, chosen by hand: what a customer of this retailer could say word for word. Most of the data's praise is of telephones and
/// restaurants, and is left out.
/// </summary>
internal static class Praise
{
    /// <summary>On the parcel's survey.</summary>
    public static IReadOnlyList<string> OfDelivery { get; } =
    [
        "The delivery was on time.", "The shipping time was also very quick!", "Great product, fast shipping!.", "Timely shipment and quality product.",
        "Arrived quickly and much less expensive than others being sold.", "fast service.", "Very prompt service.", "Will order from them again!",
        "The price was very good and with the free shipping and all it was a good purchase.", "Iam very pleased with my purchase.",
        "All in all, I'm quite satisfied with this purchase.",
    ];

    /// <summary>To the service desk.</summary>
    public static IReadOnlyList<string> OfService { get; } =
    [
        "Thank you for such great service.", "EXCELLENT SERVICE!!!!!!!!.", "Lately they have been extremely nice and helpful on the phone.",
        "Everyone is very attentive, providing excellent customer service.", "Talk about great customer service of course we will be back.",
        "Always a pleasure dealing with him.", "Very prompt service.", "Magical Help.", "Service is quick and friendly.",
    ];

    /// <summary>In answer to an invoice.</summary>
    public static IReadOnlyList<string> OfInvoices { get; } =
    [
        "I am also very happy with the price.", "For the price this was a great deal.", "Thank you for such great service.", "Price is good too.",
        "Great price, too!", "I'm happy about this purchase- good quality and low price.",
    ];

    /// <summary>At the till.</summary>
    public static IReadOnlyList<string> OfStores { get; } =
    [
        "Very friendly staff.", "The staff was very attentive.", "Fantastic service here.", "Service was fantastic.", "Service was very prompt.",
        "The staff are also very friendly and efficient.", "And service was super friendly.", "The owners are super friendly and the staff is courteous.",
        "On the good side, the staff was genuinely pleasant and enthusiastic - a real treat.", "The price is reasonable and the service is great.",
        "It's a great place and I highly recommend it.", "First time going but I think I will quickly become a regular.", "Good prices.",
        "There was a warm feeling with the service and I felt like their guest for a special treat.", "The inside is really quite nice and very clean.",
        "We are so glad we found this place.", "Overall, I like this place a lot.", "This place was such a nice surprise!", "I will be back many times soon.",
    ];
}
