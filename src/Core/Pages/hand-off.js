const button = document.querySelector('button');
button.disabled = true;
setTimeout(() => { button.disabled = false; }, 10000);
document.forms[0].submit();
