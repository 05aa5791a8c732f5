namespace Feedback.Web.Hosting;

/// <summary>The address at which the program can be reached from this machine.</summary>
internal static class ServedAddress
{
    /// <summary>The first of the addresses that it listens at, plain HTTP before HTTPS: "every interface" is none that one can call.</summary>
    public static Uri Of(IEnumerable<string> urls)
    {
        var url = urls.OrderBy(url => url.StartsWith("http:", StringComparison.OrdinalIgnoreCase) ? 0 : 1).First();
        var binding = Parse(url);
        var host = IsEverywhere(binding.Host) ? "localhost" : binding.Host;
        return new UriBuilder(binding.Scheme, host, binding.Port).Uri;
    }

    /// <summary>Those of some addresses at which other machines can reach the program over plain HTTP.</summary>
    public static IEnumerable<string> OpenTo(IEnumerable<string> urls) => urls.Where(url => Parse(url) is { Scheme: "http", IsUnixPipe: false } binding
        && (IsEverywhere(binding.Host) || !new UriBuilder(binding.Scheme, binding.Host).Uri.IsLoopback));

    private static bool IsEverywhere(string host) => host is "*" or "+" or "0.0.0.0" or "[::]";

    private static BindingAddress Parse(string url)
    {
        try
        {
            return BindingAddress.Parse(url);
        }
        catch (FormatException)
        {
            throw new OptionsException([$"ASPNETCORE_URLS (or --urls) must hold addresses such as {FeedbackHost.DefaultAddress}, separated by semicolons: "
                + $"\"{url}\" is none"]);
        }
    }
}
