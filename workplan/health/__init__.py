"""How sound a schedule is: the 14 points of DCMA, GAO's ten practices, and what to mend. Pure."""
