/** The sheets of the desk, in the order in which they override one another. */
import './desk.css';
import './forms.css';
import './shell.css';
import './pieces.css';
import './charts.css';
import './settings.css';
import './registers.css';
import './incidents.css';
import './phone.css';
