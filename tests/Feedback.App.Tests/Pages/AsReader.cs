using System.Security.Claims;
using Feedback.Web.Access;
using Microsoft.AspNetCore.Authentication;

namespace Feedback.App.Tests.Pages;

/// <summary>Makes a reader of everybody who is signed in.</summary>
internal sealed class AsReader : IClaimsTransformation
{
    public Task<ClaimsPrincipal> TransformAsync(ClaimsPrincipal principal) =>
        Task.FromResult(new ClaimsPrincipal(new ClaimsIdentity([new(ClaimTypes.Role, Authentication.ReaderRole)], principal.Identity?.AuthenticationType)));
}
