using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using LeerId.AcmSimulator;

namespace LeerId.Functions.Tests.AcmSimulator;

public sealed class SignInPageTests
{
    [Fact]
    public async Task The_page_has_a_button_for_each_persona_and_no_script()
    {
        await using Acm acm = await Acm.StartAsync();

        using IDocument page = await PageAsync(acm);

        Assert.Equal("nl", page.DocumentElement.GetAttribute("lang"));
        Assert.Empty(page.QuerySelectorAll("script"));
        Assert.Equal(Personas.All.Select(persona => persona.Id), page.QuerySelectorAll("button[name=persona]").Select(button => button.GetAttribute("value")));
    }

    [Fact]
    public async Task Posting_its_form_signs_the_chosen_persona_in()
    {
        await using Acm acm = await Acm.StartAsync();
        using IDocument page = await PageAsync(acm);
        IElement form = page.QuerySelector("form")!;
        Assert.Equal(["post", "/op/v1/auth"], [form.GetAttribute("method"), form.GetAttribute("action")]);

        using FormUrlEncodedContent fields = new(form.QuerySelectorAll("input[type=hidden]")
            .ToDictionary(input => input.GetAttribute("name")!, input => input.GetAttribute("value")!)
            .Append(new("persona", "diacritics")));
        using HttpResponseMessage response = await acm.Browser.PostAsync(new Uri("/op/v1/auth", UriKind.Relative), fields, Acm.Ct);

        using HttpResponseMessage tokens = await acm.RedeemAsync(Acm.QueryOf(response)["code"]);
        Assert.Equal("Zoë-Ÿlka Đặng", Acm.PayloadOf(await Acm.JsonAsync(tokens)).GetProperty("given_name").GetString());
    }

    [Fact]
    public async Task Request_parameters_are_encoded_in_the_page()
    {
        await using Acm acm = await Acm.StartAsync();

        using HttpResponseMessage response = await acm.AuthorizeAsync(("state", "\"><script>alert(1)</script>"));

        Assert.DoesNotContain("<script", await response.Content.ReadAsStringAsync(Acm.Ct), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_persona_is_refused()
    {
        await using Acm acm = await Acm.StartAsync();

        using HttpResponseMessage response = await acm.SignInAsync("nobody");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task A_persona_in_the_address_is_ignored()
    {
        await using Acm acm = await Acm.StartAsync();

        using HttpResponseMessage response = await acm.AuthorizeAsync(("persona", "identified"));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    private static async Task<IDocument> PageAsync(Acm acm)
    {
        using HttpResponseMessage response = await acm.AuthorizeAsync();
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return new HtmlParser().ParseDocument(await response.Content.ReadAsStringAsync(Acm.Ct));
    }
}
