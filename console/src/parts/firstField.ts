// Where a dialog's focus begins: without this, the first thing that Enter does is to close it.

/**
 * The first thing to fill in of the form with this id, for a modal's `elementToFocus`; in a step without the form,
 * what the dialog shows. Something has to be there whenever what had the focus goes.
 */
export const firstField = (form: string) =>
  `#${form} :is(input, select, textarea, button):enabled, .pf-v6-c-modal-box__body:not(:has(#${form}))`;
