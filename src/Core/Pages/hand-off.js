document.querySelector('button').disabled = true;
document.forms[0].submit();
