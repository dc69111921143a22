using LeerId.Notices;
using LeerId.Register;
using MailKit.Security;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace LeerId.Evidence.Measures;

internal sealed class NoticeMeasures(IConfiguration configuration, IOptions<DpoOptions> dpo, IOptions<SmtpOptions> smtp) : IMeasureSource
{
    private const string Topic = "Meldingen";
    private const string Article = "9";

    public IEnumerable<Measure> Read()
    {
        SmtpOptions server = smtp.Value;
        yield return new(Topic, "ontvanger bij de dienstenleverancier ingesteld", DutchValue.YesNo(dpo.Value.Provider.Mail.Length > 0), Article);
        yield return new(Topic, "ontvanger bij DOV ingesteld", DutchValue.YesNo(dpo.Value.Dov.Mail.Length > 0), Article);
        yield return new(Topic, "versleuteling naar de mailserver", Security(MailConnection.Security(server.Host, server.PortNumber!.Value)), "6");
        yield return new(Topic, "intrekking van het certificaat van de mailserver nagekeken", DutchValue.YesNo(server.ChecksRevocation), "6");
        yield return new(Topic, "termijn voor de melding van een datalek aan de toezichthouder", DutchValue.Of(BreachContent.Term), Article);
        yield return new(Topic, "wat niet aankwam, wordt opnieuw verzonden", Schedule("Notices:RequeueSchedule"), Article);
        yield return new(Topic, "termijnen van datalekken worden nagekeken", Schedule("Notices:DeadlineSchedule"), Article);
    }

    private static string Security(SecureSocketOptions options) => options switch
    {
        SecureSocketOptions.SslOnConnect => "TLS vanaf het begin",
        SecureSocketOptions.StartTls => "TLS verplicht (STARTTLS)",
        _ => "geen: de mailserver staat op dezelfde machine",
    };

    private string Schedule(string setting) => DutchValue.Schedule(configuration[setting]);
}
