using System.Globalization;
using Feedback.Core.Requests;
using Microsoft.Net.Http.Headers;

namespace Feedback.Web.Api;

/// <summary>Which version of a thing a change is meant for (RFC 9110, section 13.1.1).</summary>
internal static class IfMatch
{
    public const string Header = "If-Match";

    /// <summary>How a version is written as an ETag.</summary>
    public static string ETag(int version) => string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");

    /// <summary>How a store's version is written as an ETag: engines differ in whether they quote it.</summary>
    public static string ETag(string version) => $"\"{version.Trim('"')}\"";

    /// <summary>Reads the header.</summary>
    /// <returns>Whether there is one, and whether a version is one that it names; no predicate for any version.</returns>
    public static (bool Given, Predicate<int>? IsPresented) Read(HttpRequest request, FieldErrors errors)
    {
        var (given, known) = ReadTags(request, errors);
        return (given, known is null ? null : version => known.Contains(ETag(version)));
    }

    /// <summary>Reads the header for a thing whose version is the store's.</summary>
    /// <returns>Whether a version is one that it names; <c>null</c> for any, or when there is no header.</returns>
    public static Predicate<string>? ReadStored(HttpRequest request, FieldErrors errors)
    {
        var (_, known) = ReadTags(request, errors);
        return known is null ? null : version => known.Contains(ETag(version));
    }

    private static (bool Given, HashSet<string>? Known) ReadTags(HttpRequest request, FieldErrors errors)
    {
        var values = request.Headers.IfMatch;
        if (string.IsNullOrWhiteSpace(values.ToString()))
            return (false, null);
        if (!EntityTagHeaderValue.TryParseStrictList([.. values.OfType<string>()], out var tags))
        {
            errors.Add(Header, "must be the ETag of an earlier response, such as \"4\", or *");
            return (true, null);
        }

        if (tags.Any(tag => tag.Equals(EntityTagHeaderValue.Any)))
            return (true, null);
        // The comparison is strong: a weak tag matches nothing.
        return (true, [.. tags.Where(tag => !tag.IsWeak).Select(tag => tag.Tag.ToString())]);
    }
}
