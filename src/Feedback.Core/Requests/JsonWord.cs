using System.Reflection;
using System.Text.Json.Serialization;

namespace Feedback.Core.Requests;

/// <summary>The words under which the values of an enum stand in JSON: by <see cref="JsonStringEnumMemberNameAttribute"/>, or the name in lower case.</summary>
public static class JsonWord
{
    /// <summary>The words of all values, in the order of the values.</summary>
    public static IReadOnlyList<string> All<T>()
        where T : struct, Enum => Words<T>.All;

    /// <summary>A value's word.</summary>
    public static string Of<T>(T value)
        where T : struct, Enum => Words<T>.ByValue[value];

    /// <summary>The value of a word, which is written exactly so; <c>null</c> when there is none.</summary>
    public static T? Parse<T>(string word)
        where T : struct, Enum
    {
        foreach (var (value, known) in Words<T>.ByValue)
        {
            if (known == word)
                return value;
        }

        return null;
    }

    private static class Words<T>
        where T : struct, Enum
    {
        public static readonly Dictionary<T, string> ByValue = Enum.GetNames<T>().ToDictionary(Enum.Parse<T>, WordOf);

        public static readonly IReadOnlyList<string> All = [.. Enum.GetNames<T>().Select(WordOf)];

        private static string WordOf(string name) =>
            typeof(T).GetField(name)!.GetCustomAttribute<JsonStringEnumMemberNameAttribute>()?.Name ?? name.ToLowerInvariant();
    }
}
