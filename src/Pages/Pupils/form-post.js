const button = document.querySelector('button');
button.disabled = true;
setTimeout(() => { button.disabled = false; }, 10000);
addEventListener('pageshow', event => { if (event.persisted) location.reload(); });
document.forms[0].submit();
