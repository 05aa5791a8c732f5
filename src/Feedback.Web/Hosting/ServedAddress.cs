namespace Feedback.Web.Hosting;

/// <summary>The address at which the program can be reached from this machine.</summary>
internal static class ServedAddress
{
    /// <summary>The first of the addresses that it listens at, plain HTTP before HTTPS: "every interface" is none that one can call.</summary>
    public static Uri Of(IEnumerable<string> urls)
    {
        var url = urls.OrderBy(url => url.StartsWith("http:", StringComparison.OrdinalIgnoreCase) ? 0 : 1).First();
        var binding = BindingAddress.Parse(url);
        var host = binding.Host is "*" or "+" or "0.0.0.0" or "[::]" ? "localhost" : binding.Host;
        return new UriBuilder(binding.Scheme, host, binding.Port).Uri;
    }
}
