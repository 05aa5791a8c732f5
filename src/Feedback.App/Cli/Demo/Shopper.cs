using System.Globalization;
using System.Text.Json.Nodes;

namespace Feedback.App.Cli.Demo;

/// <summary>A customer of the retailer: made up, as the data names nobody.</summary>
/// <param name="number">Which one.</param>
internal sealed class Shopper(int number)
{
    private static readonly string[] Given =
        ["anna", "ben", "carla", "david", "elif", "fatima", "george", "hanna", "ivan", "julia", "karim", "laura", "maya", "nils", "olga", "paula", "rosa",
            "samuel", "tara", "victor"];

    private static readonly string[] Family =
        ["adler", "brooks", "costa", "dupont", "evans", "fischer", "grant", "hughes", "ito", "jensen", "keller", "lopez", "murphy", "novak", "owens", "patel",
            "rossi", "schmidt", "turner", "walsh"];

    private readonly string _name = string.Create(CultureInfo.InvariantCulture, $"shopper {number}");
    private readonly int _number = number;

    /// <summary>How the sources name the customer.</summary>
    public string Id => string.Create(CultureInfo.InvariantCulture, $"c-{10_000 + _number}");

    /// <summary>Whether the company may write to the customer; <c>null</c> where no address is known.</summary>
    public bool? MayContact => Chance.Of(_name + " contact") switch
    {
        < 0.5 => true,
        < 0.65 => false,
        _ => null,
    };

    /// <summary>What the customer waits for, wherever they ask for it.</summary>
    public string Ordered => Wordings.Garments[(int)(Chance.Of(_name + " ordered") * Wordings.Garments.Count)];

    /// <summary>Whether the customer holds the store's card.</summary>
    public bool HasStoreCard => Chance.Of(_name + " card") < 0.25;

    /// <summary>What the customer is worth to the company.</summary>
    public int LifetimeValue => (int)(40 + (1_400 * Math.Pow(Chance.Of(_name + " value"), 2.5)));

    /// <summary>The customer as a source names them.</summary>
    public JsonObject ToJson()
    {
        var json = new JsonObject { ["id"] = Id };
        if (MayContact is not null)
        {
            var (given, family) = (Given[(int)(Chance.Of(_name + " given") * Given.Length)], Family[(int)(Chance.Of(_name + " family") * Family.Length)]);
            // A domain that is nobody's, by RFC 2606.
            json["email"] = string.Create(CultureInfo.InvariantCulture, $"{given}.{family}.{_number}@example.com");
        }

        return json;
    }
}
