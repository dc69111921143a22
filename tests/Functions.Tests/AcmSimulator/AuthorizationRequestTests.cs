using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace LeerId.Functions.Tests.AcmSimulator;

public sealed class AuthorizationRequestTests
{
    [Fact]
    public async Task State_comes_back_with_the_code_and_nothing_else()
    {
        await using Acm acm = await Acm.StartAsync();

        using HttpResponseMessage response = await acm.SignInAsync("identified");

        Assert.StartsWith($"{Acm.Callback}?", response.Headers.Location!.OriginalString, StringComparison.Ordinal);
        Dictionary<string, string> answer = Acm.QueryOf(response);
        Assert.Equal(["code", "state"], answer.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("the state", answer["state"]);
    }

    [Fact]
    public async Task Form_post_answers_a_form_for_the_callback()
    {
        await using Acm acm = await Acm.StartAsync();

        using HttpResponseMessage response = await acm.SignInAsync("identified", ("response_mode", "form_post"));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        using IDocument page = new HtmlParser().ParseDocument(await response.Content.ReadAsStringAsync(Acm.Ct));
        IElement form = page.QuerySelector("form")!;
        Assert.Equal(["post", Acm.Callback], [form.GetAttribute("method"), form.GetAttribute("action")]);
        Dictionary<string, string?> fields = form.QuerySelectorAll("input[name]")
            .ToDictionary(input => input.GetAttribute("name")!, input => input.GetAttribute("value"));
        Assert.Equal(["code", "state"], fields.Keys.Order(StringComparer.Ordinal));
        using HttpResponseMessage tokens = await acm.RedeemAsync(fields["code"]!);
        Assert.Equal(HttpStatusCode.OK, tokens.StatusCode);
    }

    [Fact]
    public async Task Fragment_puts_the_answer_behind_the_hash()
    {
        await using Acm acm = await Acm.StartAsync();

        using HttpResponseMessage response = await acm.SignInAsync("identified", ("response_mode", "fragment"));

        Assert.Matches("^http://127\\.0\\.0\\.1:7071/acm/callback#code=[^&]+&state=the%20state$", response.Headers.Location!.OriginalString);
    }

    [Theory]
    [InlineData("redirect_uri", "http://127.0.0.1:7071/acm/callback/")]
    [InlineData("redirect_uri", "http://127.0.0.1:7071/ACM/callback")]
    [InlineData("redirect_uri", "http://127.0.0.1:7071/acm/callback?more=1")]
    [InlineData("redirect_uri", "http://127.0.0.1:7072/acm/callback")]
    [InlineData("redirect_uri", "https://attacker.invalid/")]
    [InlineData("redirect_uri", null)]
    [InlineData("client_id", "somebody-else")]
    [InlineData("client_id", null)]
    public async Task A_client_or_address_that_is_not_in_the_dossier_gets_a_page_and_no_redirect(string parameter, string? value)
    {
        await using Acm acm = await Acm.StartAsync();

        using HttpResponseMessage response = await acm.AuthorizeAsync((parameter, value));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Null(response.Headers.Location);
        Assert.Contains("invalid_request", await response.Content.ReadAsStringAsync(Acm.Ct), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("scope", "openid profile ov_leerling vo", "invalid_scope")]
    [InlineData("scope", "profile ov_leerling", "invalid_scope")]
    [InlineData("scope", null, "invalid_scope")]
    [InlineData("response_type", "id_token", "unsupported_response_type")]
    [InlineData("response_type", "code id_token", "unsupported_response_type")]
    [InlineData("response_type", null, "invalid_request")]
    [InlineData("code_challenge_method", "S256", "invalid_request")]
    [InlineData("request", "a.signed.request", "request_not_supported")]
    public async Task Other_invalid_request_is_refused_at_once_with_an_error_to_the_client(string parameter, string? value, string error)
    {
        await using Acm acm = await Acm.StartAsync();

        using HttpResponseMessage response = await acm.AuthorizeAsync((parameter, value));

        Dictionary<string, string> answer = Acm.QueryOf(response);
        Assert.StartsWith($"{Acm.Callback}?", response.Headers.Location!.OriginalString, StringComparison.Ordinal);
        Assert.Equal(["error", "error_description", "state"], answer.Keys.Order(StringComparer.Ordinal));
        Assert.Equal([error, "the state"], [answer["error"], answer["state"]]);
    }

    [Fact]
    public async Task A_refused_scope_with_an_untrusted_address_gets_a_page()
    {
        await using Acm acm = await Acm.StartAsync();

        using HttpResponseMessage response = await acm.AuthorizeAsync(("scope", "openid vo"), ("redirect_uri", "https://attacker.invalid/"));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task Refusal_uses_the_requested_response_mode()
    {
        await using Acm acm = await Acm.StartAsync();

        using HttpResponseMessage response = await acm.AuthorizeAsync(("scope", "openid vo"), ("response_mode", "form_post"));

        using IDocument page = new HtmlParser().ParseDocument(await response.Content.ReadAsStringAsync(Acm.Ct));
        Assert.Equal("invalid_scope", page.QuerySelector("input[name=error]")!.GetAttribute("value"));
    }

    [Fact]
    public async Task Pupil_who_cancels_returns_with_access_denied()
    {
        await using Acm acm = await Acm.StartAsync();

        using HttpResponseMessage response = await acm.SignInAsync("cancelled");

        Dictionary<string, string> answer = Acm.QueryOf(response);
        Assert.Equal(["error", "error_description", "state"], answer.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(["access_denied", "the state"], [answer["error"], answer["state"]]);
    }
}
