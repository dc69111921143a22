// Reads a message aloud with a voice that the device has. A voice from elsewhere would send the text to its maker.
(() => {
  const speech = window.speechSynthesis;
  if (!speech)
    return;
  const buttons = [...document.querySelectorAll('button[data-reads]')];
  const voiceFor = (language) => speech.getVoices().find((voice) =>
    voice.localService && voice.lang.toLowerCase().split(/[-_]/)[0] === language.toLowerCase().split('-')[0]);
  const show = () => buttons.forEach((button) => { button.hidden = !voiceFor(button.dataset.reads); });
  buttons.forEach((button) => button.addEventListener('click', () => {
    const spoken = [...button.parentElement.querySelectorAll('[data-spoken]')].map((part) => part.textContent.trim()).join('. ');
    const message = new SpeechSynthesisUtterance(spoken);
    message.voice = voiceFor(button.dataset.reads);
    message.lang = message.voice.lang;
    message.rate = 0.9;
    speech.cancel();
    speech.speak(message);
  }));
  speech.addEventListener('voiceschanged', show);
  show();
})();
