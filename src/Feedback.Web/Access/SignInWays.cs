namespace Feedback.Web.Access;

/// <summary>How people may sign in beside a key.</summary>
/// <param name="SingleSignOn">What the company calls its identity provider; <c>null</c> when none is set.</param>
internal sealed record SignInWays(string? SingleSignOn);
