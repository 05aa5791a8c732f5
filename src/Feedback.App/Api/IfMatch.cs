using System.Globalization;
using Feedback.Core.Intake;
using Microsoft.Net.Http.Headers;

namespace Feedback.App.Api;

/// <summary>Which version of a thing a change is meant for (RFC 9110, section 13.1.1).</summary>
internal static class IfMatch
{
    public const string Header = "If-Match";

    /// <summary>How a version is written as an ETag.</summary>
    public static string ETag(int version) => string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");

    /// <summary>Reads the header.</summary>
    /// <returns>Whether there is one, and whether a version is one that it names; no predicate for any version.</returns>
    public static (bool Given, Predicate<int>? IsPresented) Read(HttpRequest request, FieldErrors errors)
    {
        var values = request.Headers.IfMatch;
        if (string.IsNullOrWhiteSpace(values.ToString()))
            return (false, null);
        if (!EntityTagHeaderValue.TryParseStrictList([.. values.OfType<string>()], out var tags))
        {
            errors.Add(Header, "must be the ETag of an earlier answer, such as \"4\", or *");
            return (true, null);
        }

        if (tags.Any(tag => tag.Equals(EntityTagHeaderValue.Any)))
            return (true, null);
        // The comparison is strong: a weak tag matches nothing.
        HashSet<string> known = [.. tags.Where(tag => !tag.IsWeak).Select(tag => tag.Tag.ToString())];
        return (true, version => known.Contains(ETag(version)));
    }
}
