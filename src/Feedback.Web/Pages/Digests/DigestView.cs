using System.Text.Json.Serialization;
using Feedback.Core.Digests;
using Feedback.Core.Journeys;

namespace Feedback.Web.Pages;

/// <summary>Which digest a page shows.</summary>
/// <param name="Week">The week.</param>
/// <param name="Journey">The journey.</param>
/// <param name="Audience">For whom.</param>
public sealed record DigestView(IsoWeek Week, JourneyDefinition Journey, string Audience)
{
    /// <summary>The address of a page about it.</summary>
    /// <param name="path">What stands behind the week: nothing, <c>/mail</c>.</param>
    /// <param name="more">A further parameter, with its name.</param>
    public string Address(string path = "", string more = "") => $"{Links.Digests}/{Week}{path}?journey={Journey.Id}&audience={Audience}{more}";
}

/// <summary>A week of the archive.</summary>
/// <param name="Week">The week.</param>
/// <param name="Digests">Its digests, one for each journey and audience.</param>
/// <param name="Addressees">What became of its mails.</param>
public sealed record DigestWeek(IsoWeek Week, IReadOnlyList<Digest> Digests, IReadOnlyList<DigestAddressee> Addressees);

/// <summary>The fields of the form that adds a recipient, by their names at the API.</summary>
internal static class RecipientFields
{
    public const string Email = "email";
    public const string Name = "name";
    public const string Audience = "audience";
    public const string Journey = "journey";
    public const string TimeZone = "timeZone";

    public static readonly IReadOnlyList<string> All = [Email, Name, Audience, Journey, TimeZone];
}

/// <summary>A form as the JSON that the API takes.</summary>
[JsonSerializable(typeof(Dictionary<string, string>))]
internal sealed partial class FormJson : JsonSerializerContext;
