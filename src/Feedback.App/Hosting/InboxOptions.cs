using Feedback.Azure.Inbox;
using Feedback.Core.Intake;

namespace Feedback.App.Hosting;

/// <summary>The part of the configuration that says where feedback goes while the store is away: <c>Feedback:InboxEndpoint</c> and the key to it.</summary>
internal static class InboxOptions
{
    private const string InboxEndpoint = nameof(InboxEndpoint);
    private const string InboxKeyName = nameof(InboxKeyName);
    private const string InboxKey = nameof(InboxKey);

    public static IReadOnlyList<string> Keys { get; } = [InboxEndpoint, InboxKeyName, InboxKey];

    /// <summary>Reads them; <c>null</c> when there is no inbox, or something is wrong.</summary>
    /// <param name="text">The value of a key; <c>null</c> when it is not set.</param>
    /// <param name="address">The http or https address under a key.</param>
    /// <param name="isRead">Whether something reads the queue: the Functions host.</param>
    /// <param name="faults">Takes what is wrong.</param>
    public static ServiceBusInboxOptions? Read(Func<string, string?> text, Func<string, Uri?> address, bool isRead, List<string> faults)
    {
        if (text(InboxEndpoint) is null)
        {
            if (Keys.FirstOrDefault(key => text(key) is not null) is { } unused)
                Fault(unused, $"is set, but {Name(InboxEndpoint)} is not");
            return null;
        }

        // What nobody reads would be accepted and never seen again.
        if (!isRead)
            Fault(InboxEndpoint, "is for the Functions host alone: nothing else reads the queue");
        if (text(InboxKey) is null != text(InboxKeyName) is null)
            Fault(text(InboxKey) is null ? InboxKeyName : InboxKey, $"is set without the other: a shared access key has both {Name(InboxKeyName)} and {Name(InboxKey)}; leave both out to sign in as the identity that the program runs as");
        if (address(InboxEndpoint) is not { } endpoint)
            return null;
        if (text(InboxKey) is null && endpoint.Scheme != Uri.UriSchemeHttps)
            Fault(InboxEndpoint, $"must be an https address where {Name(InboxKey)} is not set: an identity's token is not sent for anyone to read");
        if (endpoint.AbsolutePath != "/" || endpoint.Query.Length > 0 || endpoint.Fragment.Length > 0)
            Fault(InboxEndpoint, "must have no path, query or fragment: https://NAME.servicebus.windows.net/");
        return new() { Endpoint = endpoint, Key = text(InboxKeyName) is { } policy && text(InboxKey) is { } key ? new(policy, key) : null };

        void Fault(string option, string fault) => faults.Add($"{Name(option)} {fault}");
    }

    /// <summary>The inbox, where there is one; intake does without where there is none.</summary>
    public static IServiceCollection AddFeedbackInbox(this IServiceCollection services, FeedbackOptions options) =>
        options.Inbox is { } inbox ? services.AddSingleton<IFeedbackInbox>(provider => new ServiceBusInbox(inbox, provider.GetRequiredService<TimeProvider>())) : services;

    private static string Name(string key) => $"{FeedbackOptions.Section}:{key}";
}
